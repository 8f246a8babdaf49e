package org.stillwatch.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.NotifierKind;

/** The page about notifiers: its examples can be used, and it names every key of every kind. */
class NotifierDocsTest {

  private static final Path PAGE = Path.of("..", "docs", "notifiers.md");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern KIND = Pattern.compile("kind: ([a-z]+)");

  private static final String STATION =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments:
        fridge: {kind: bluefors-logs, folder: ./logs}
      """;

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("SLACK_URL", "https://hooks.slack.com/services/T0/B0/abc"),
          Map.entry("DISCORD_URL", "https://discord.com/api/webhooks/1234567/abc"),
          Map.entry("DISCORD_TOKEN", "MTIz.abc.def"),
          Map.entry("TELEGRAM_TOKEN", "123456:ABC-def"),
          Map.entry("TEAMS_URL", "https://lab.logic.azure.com/workflows/1?sig=abc"),
          Map.entry("NTFY_URL", "https://ntfy.sh/blue-lab-x7"),
          Map.entry("NTFY_TOKEN", "tk_abc"),
          Map.entry("NTFY_PASSWORD", "hush"),
          Map.entry("LARK_URL", "https://open.larksuite.com/open-apis/bot/v2/hook/abc"),
          Map.entry("LARK_SECRET", "abc"),
          Map.entry("WECOM_URL", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"),
          Map.entry("DINGTALK_URL", "https://oapi.dingtalk.com/robot/send?access_token=abc"),
          Map.entry("DINGTALK_SECRET", "SECabc"),
          Map.entry("TICKET_URL", "https://tickets.lab.example/api"),
          Map.entry("TICKET_TOKEN", "abc"),
          Map.entry("SIREN_KEY", "abc"));

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void theFilesThatTheExamplesName() throws IOException {
    var logs = Files.createDirectories(folder.resolve("logs"));
    var password = Files.writeString(logs.resolveSibling("mail-password"), "hush");
    if (Files.getFileStore(password).supportsFileAttributeView("posix")) {
      var own =
          Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static List<String> examples() throws IOException {
    var examples = new ArrayList<String>();
    var blocks = BLOCK.matcher(Files.readString(PAGE));
    while (blocks.find()) {
      examples.add(blocks.group(1));
    }
    return examples;
  }

  @Test
  void everyExampleCanBeUsedAsItIs() throws IOException {
    assertTrue(examples().size() >= 12);
    for (var example : examples()) {
      var file = Files.writeString(folder.resolve("station.yaml"), STATION + example);
      var result = new StationReader(ENVIRONMENT).read(file);
      assertEquals(List.of(), result.problems(), example);
      assertTrue(!result.usable().notifiers().isEmpty(), example);
    }
  }

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void everyKindIsShownWithAllItsKeysAndEachIsExplained() throws IOException {
    var shown = new TreeMap<String, String>();
    for (var section : Files.readString(PAGE).split("\n## ")) {
      var kinds = KIND.matcher(section);
      while (kinds.find()) {
        shown.put(kinds.group(1), section);
      }
    }
    var missing = new TreeSet<String>();
    for (NotifierKind<?> kind : ServiceLoader.load(NotifierKind.class)) {
      var section = shown.getOrDefault(kind.name(), "");
      var examples = BLOCK.matcher(section);
      var yaml = examples.find() ? examples.group(1) : "";
      Arrays.stream(kind.settings().getRecordComponents())
          .map(RecordComponent::getName)
          .filter(key -> !yaml.contains(key + ":") || !section.contains("`" + key + "`"))
          .forEach(key -> missing.add(kind.name() + "." + key));
      if (section.isEmpty()) {
        missing.add(kind.name());
      }
    }
    assertEquals(new TreeSet<>(), missing);
  }
}
