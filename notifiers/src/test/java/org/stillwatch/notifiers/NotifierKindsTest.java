package org.stillwatch.notifiers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.NotifierKind;

class NotifierKindsTest {

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void areFoundByTheServiceLoader() {
    var kinds = ServiceLoader.load(NotifierKind.class).stream().map(found -> found.get()).toList();
    assertEquals(
        List.of(
            "beep",
            "command",
            "dingtalk",
            "discord",
            "email",
            "lark",
            "ntfy",
            "slack",
            "teams",
            "telegram",
            "terminal",
            "webhook",
            "wecom"),
        kinds.stream().map(NotifierKind::name).toList());
    for (var kind : kinds) {
      assertTrue(kind.settings().isRecord());
    }
  }
}
