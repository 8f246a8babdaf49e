package org.stillwatch.app.convert;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.reading.NearMiss;

/**
 * The fridge log watcher's {@code config.py}: the folder and kind of the logs, rules with
 * hysteresis, the columns of a snapshot, and who is told.
 */
final class LogWatcher {

  private static final Set<String> KNOWN =
      Set.of(
          "fridge_name",
          "folder",
          "period",
          "data_type",
          "labels",
          "snapshot_list",
          "num",
          "rules",
          "method",
          "url",
          "recipients",
          "email",
          "password",
          "host",
          "port");

  private static final Map<String, String> KINDS =
      Map.of("triton", "oxford-vcl", "ppms", "ppms-log", "xs400", "xs400-log");

  private static final Map<String, String> CHATS =
      Map.of(
          "lark", "lark", "feishu", "lark", "wechat", "wecom", "wecom", "wecom", "slack", "slack");

  private static final String SET = "columns";

  private final PythonFile file;
  private final String name;
  private final ZoneId zone;
  private final Findings findings = new Findings();
  private final StringBuilder out = new StringBuilder();

  LogWatcher(PythonFile file, String name, ZoneId zone) {
    this.file = file;
    this.name = name;
    this.zone = zone;
  }

  Conversion convert() {
    if (file.values().keySet().stream().noneMatch(KNOWN::contains)) {
      throw new NotConvertible(
          1,
          1,
          "none of the variables of the fridge log watcher is set here; expected config.py with"
              + " fridge_name, folder, data_type, rules ...");
    }
    var kind = text("data_type").map(this::kind).orElse("oxford-vcl");
    var instrument = kind.equals("ppms-log") ? "ppms" : "fridge";
    var rules = rules();
    var snapshot = texts("snapshot_list");
    var needed = new ArrayList<String>();
    rules.values().forEach(rule -> needed.add(rule.column()));
    needed.addAll(snapshot);
    var columns = ColumnNames.of(kind.equals("oxford-vcl"), labels(kind), needed);
    head(kind, instrument);
    snapshots(snapshot, columns, instrument, kind);
    write(rules, columns, instrument);
    notifier();
    leftovers();
    return findings.conversion(out.toString());
  }

  private String kind(String type) {
    var kind = KINDS.get(type.strip().toLowerCase(Locale.ROOT));
    if (kind == null) {
      left("data_type", "expected triton, ppms or xs400; triton is taken");
      return "oxford-vcl";
    }
    return kind;
  }

  private int line(String variable) {
    return Optional.ofNullable(file.values().get(variable)).map(PythonValue::line).orElse(1);
  }

  private void left(String variable, String sentence) {
    findings.left(line(variable), variable + ": " + sentence);
  }

  /** A value that is written out; one that would have to be run is told among the leftovers. */
  private Optional<PythonValue> value(String variable) {
    return Optional.ofNullable(file.values().get(variable))
        .filter(value -> !(value instanceof PythonValue.Other))
        .filter(value -> !(value instanceof PythonValue.Nothing));
  }

  private boolean isOther(String variable) {
    return file.values().get(variable) instanceof PythonValue.Other;
  }

  private Optional<String> text(String variable) {
    var value = value(variable);
    if (value.isPresent() && !(value.get() instanceof PythonValue.Text)) {
      left(variable, "expected a text");
    }
    return value
        .filter(PythonValue.Text.class::isInstance)
        .map(text -> ((PythonValue.Text) text).text().strip())
        .filter(text -> !text.isEmpty());
  }

  private Optional<Double> number(String variable) {
    var value = value(variable);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof PythonValue.Numeral number) {
      return Optional.of(number.value());
    }
    if (value.get() instanceof PythonValue.Text text && text.text().strip().matches("\\d{1,9}")) {
      return Optional.of(Double.valueOf(text.text().strip()));
    }
    left(variable, "expected a number");
    return Optional.empty();
  }

  /** A list of texts; a text alone is a list of one. */
  private List<String> texts(String variable) {
    var value = value(variable);
    var texts = new ArrayList<String>();
    if (value.isPresent() && value.get() instanceof PythonValue.Text text) {
      texts.add(text.text());
    } else if (value.isPresent() && value.get() instanceof PythonValue.Items items) {
      for (var item : items.values()) {
        if (item instanceof PythonValue.Text text) {
          texts.add(text.text());
        } else {
          findings.left(item.line(), variable + ": something that is no text is left out");
        }
      }
    } else if (value.isPresent()) {
      left(variable, "expected a list of texts");
    }
    return texts.stream().filter(text -> !text.isBlank()).toList();
  }

  /** Labels of the columns, for an Oxford log without the three that every file begins with. */
  private List<String> labels(String kind) {
    var labels = texts("labels").stream().map(String::strip).toList();
    return kind.equals("oxford-vcl")
        ? labels.stream()
            .filter(label -> !Set.of("LineSize(bytes)", "LineNumber", "Time(secs)").contains(label))
            .toList()
        : labels;
  }

  private Map<String, WatchedRule> rules() {
    var rules = new LinkedHashMap<String, WatchedRule>();
    var value = value("rules");
    if (value.isPresent() && value.get() instanceof PythonValue.Entries entries) {
      for (var entry : entries.values()) {
        if (entry.key() instanceof PythonValue.Text key) {
          WatchedRule.of(key.text(), entry.value(), findings)
              .ifPresent(rule -> rules.put(key.text(), rule));
        } else {
          findings.left(
              entry.key().line(), "a rule is left out; expected the label of its column as a text");
        }
      }
    } else if (value.isPresent()) {
      left("rules", "expected a dictionary of rules by the labels of their columns");
    }
    return rules;
  }

  private void head(String kind, String instrument) {
    out.append("# Made from ")
        .append(name.replaceAll("\\R", " "))
        .append(" by 'stillwatch convert'. Next: stillwatch check station.yaml\n")
        .append("# zone: of this computer; change it when the logs are written elsewhere.\n")
        .append("station: {name: ")
        .append(Yaml.text(text("fridge_name").orElse("Fridge")))
        .append(", zone: ")
        .append(Yaml.text(zone.getId()))
        .append(", data: ./data}\nweb: {port: 8080}\n\ninstruments:\n  ")
        .append(instrument)
        .append(":\n    kind: ")
        .append(kind)
        .append("\n    folder: ");
    var folder = text("folder");
    if (folder.isEmpty() && !isOther("folder")) {
      left("folder", "the folder of the logs is not told; ./logs stands in its place");
    }
    out.append(Yaml.text(folder.orElse("./logs"))).append('\n');
    number("period")
        .filter(seconds -> seconds >= 1 && seconds < 1e6)
        .ifPresent(
            seconds ->
                out.append("    every: ")
                    .append(WatchedRule.length(Duration.ofMillis(Math.round(seconds * 1000))))
                    .append('\n'));
    out.append('\n');
  }

  private void snapshots(List<String> wanted, ColumnNames columns, String instrument, String kind) {
    var channels = new LinkedHashSet<String>();
    for (var label : wanted) {
      columns
          .channel(label.strip())
          .ifPresentOrElse(
              channel -> channels.add(instrument + "/" + channel),
              () -> left("snapshot_list", noColumn(label, columns)));
    }
    if (channels.isEmpty()) {
      channels.add(kind.equals("oxford-vcl") ? instrument + "/*/temperature" : instrument + "/**");
    }
    out.append("snapshots:\n  columns: ")
        .append(Yaml.list(List.copyOf(channels)))
        .append(
            "\nschedules:\n  - {snapshot: columns, at: second Tuesday 12:00, label: Monthly}\n\n");
  }

  private static String noColumn(String label, ColumnNames columns) {
    return "there is no column '" + label + "'; " + NearMiss.of(label, columns.labels());
  }

  private void write(Map<String, WatchedRule> rules, ColumnNames columns, String instrument) {
    var names = new HashSet<String>();
    var text = new StringBuilder();
    rules.forEach(
        (key, rule) -> {
          var channel = columns.channel(rule.column());
          if (channel.isEmpty()) {
            findings.left(
                rule.line(),
                "the rule '" + key + "' is left out; " + noColumn(rule.column(), columns));
          } else if (!rule.tells()) {
            text.append("  # ")
                .append(key.replaceAll("\\R", " "))
                .append(": both messages are empty, so there is nothing to tell\n");
          } else {
            rule.silentReturns()
                .forEach(
                    side ->
                        text.append("  # the return ")
                            .append(side)
                            .append(" is told too: the end of an alarm always is\n"));
            text.append(
                rule.yaml(unique(channel.get(), names), instrument + "/" + channel.get(), SET));
          }
        });
    if (text.indexOf("  - ") >= 0) {
      out.append("rules:\n").append(text).append('\n');
    } else {
      out.append(text);
    }
  }

  private static String unique(String channel, Set<String> names) {
    var base = channel.replace('/', '-');
    var name = base;
    for (int n = 2; !names.add(name); n++) {
      name = base + "-" + n;
    }
    return name;
  }

  private void notifier() {
    var methods = texts("method");
    var names = new LinkedHashMap<String, String>();
    for (var method : methods) {
      var word = method.strip().toLowerCase(Locale.ROOT);
      var chat = CHATS.get(word);
      if (chat != null) {
        chat(chat).ifPresent(keys -> names.put(chat, keys));
      } else if (word.equals("email") || word.equals("mail")) {
        email().ifPresent(keys -> names.put("email", keys));
      } else {
        left("method", "'" + method + "' is not known; expected lark, wechat, slack or email");
      }
    }
    if (names.isEmpty()) {
      if (methods.isEmpty() && !isOther("method")) {
        left("method", "no method is told; add routes and notifiers");
      }
      return;
    }
    out.append("routes:\n  - {name: team, to: ")
        .append(Yaml.list(List.copyOf(names.keySet())))
        .append(", severity: info}\nnotifiers:\n");
    names.forEach(
        (name, keys) -> out.append("  ").append(name).append(": ").append(keys).append('\n'));
    out.append(
        "  # bell: {kind: beep}     # rings on this computer; name it in a route of severity"
            + " warning\n");
  }

  private Optional<String> chat(String kind) {
    if (text("url").isEmpty()) {
      left("url", "it is missing; nobody is told");
      return Optional.empty();
    }
    var keys = new LinkedHashMap<String, String>();
    keys.put("kind", kind);
    keys.put(
        "url", findings.secret(kind.toUpperCase(Locale.ROOT) + "_URL", "the url", line("url")));
    keys.put("zone", Yaml.text(zone.getId()));
    return Optional.of(Yaml.keys(keys));
  }

  private Optional<String> email() {
    var host = text("host");
    var sender = text("email");
    var recipients = texts("recipients");
    for (var missing :
        List.of(
            host.isEmpty() ? "host" : "",
            sender.isEmpty() ? "email" : "",
            recipients.isEmpty() ? "recipients" : "")) {
      if (!missing.isEmpty()) {
        left(missing, "it is missing; nobody is told by e-mail");
        return Optional.empty();
      }
    }
    var keys = new LinkedHashMap<String, String>();
    keys.put("kind", "email");
    keys.put("host", Yaml.quoted(host.orElseThrow()));
    var port = number("port").map(Double::intValue).filter(p -> p > 0 && p < 65536);
    port.ifPresent(number -> keys.put("port", String.valueOf(number)));
    boolean password = text("password").isPresent();
    keys.put(
        "security",
        port.filter(p -> p == 465).isPresent()
            ? "tls"
            : password || port.filter(p -> p == 25).isEmpty() ? "starttls" : "none");
    if (password) {
      keys.put("user", Yaml.quoted(sender.orElseThrow()));
      keys.put("password", findings.secret("EMAIL_PASSWORD", "the password", line("password")));
    }
    keys.put("from", Yaml.quoted(sender.orElseThrow()));
    keys.put("to", Yaml.list(recipients));
    keys.put("zone", Yaml.text(zone.getId()));
    return Optional.of(Yaml.keys(keys));
  }

  private void leftovers() {
    file.values()
        .forEach(
            (variable, value) -> {
              if (value instanceof PythonValue.Other other) {
                findings.left(
                    value.line(),
                    variable
                        + ": its value needs "
                        + other.what()
                        + ", and nothing of the file is run");
              } else if (!KNOWN.contains(variable)) {
                findings.left(
                    value.line(), variable + ": Stillwatch has nothing that it would set");
              }
            });
    file.others()
        .forEach(
            other ->
                findings.left(
                    other.line(), other.what() + " is left out; nothing of the file is run"));
  }
}
