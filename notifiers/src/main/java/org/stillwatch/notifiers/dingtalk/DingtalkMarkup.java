package org.stillwatch.notifiers.dingtalk;

import java.net.URI;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.LookAlikes;
import org.stillwatch.notifiers.text.Markup;

/** DingTalk's subset of markdown, in which two blanks at the end of a line break it. */
final class DingtalkMarkup implements Markup {

  @Override
  public String escaped(String text) {
    return LookAlikes.of(text).replace("\n", "  \n");
  }

  @Override
  public String table(String lines) {
    return escaped(lines);
  }

  @Override
  public String small(String text) {
    return "<font color=\"#7a868c\">" + escaped(text) + "</font>";
  }

  @Override
  public String link(String words, URI page) {
    return "[" + words + "](" + page + ")";
  }

  /** As JSON, since the limit is that of the whole body. */
  @Override
  public int size(String written) {
    return Cut.bytes(NoticeJson.escaped(written));
  }

  @Override
  public String between() {
    return "\n\n";
  }
}
