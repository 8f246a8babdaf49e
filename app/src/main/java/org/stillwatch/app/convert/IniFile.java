package org.stillwatch.app.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of sections and keys, as Python's configparser reads it with {@code #} comments after
 * values: keys in any case, {@code =} or {@code :} between key and value, further lines of a value
 * indented.
 *
 * @param twice entries whose key was there already; the first one counts
 */
public record IniFile(List<Entry> entries, List<Entry> twice) {

  private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)]\\s*");
  private static final Pattern KEY =
      Pattern.compile("\\s*([^=:\\s](?:[^=:]*[^=:\\s])?)\\s*[=:](.*)");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");

  /**
   * @param section in upper case
   * @param key as written
   * @param values its lines, blank ones left out
   */
  public record Entry(String section, String key, List<String> values, int line) {

    public boolean is(String otherSection, String otherKey) {
      return section.equals(otherSection) && key.equalsIgnoreCase(otherKey);
    }

    /** The value; empty when none is given. */
    public String value() {
      return String.join(" ", values);
    }
  }

  public IniFile {
    entries = List.copyOf(entries);
    twice = List.copyOf(twice);
  }

  public Optional<Entry> get(String section, String key) {
    return entries.stream().filter(entry -> entry.is(section, key)).findFirst();
  }

  public boolean has(String section) {
    return entries.stream().anyMatch(entry -> entry.section().equals(section));
  }

  /**
   * @throws NotConvertible with line and column
   */
  public static IniFile read(String text) {
    var reader = new Reader();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      reader.line(line, number);
    }
    reader.endOfEntry();
    return new IniFile(reader.entries, reader.twice);
  }

  private static final class Reader {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> twice = new ArrayList<>();
    private final HashSet<String> seen = new HashSet<>();
    private String section = "";
    private String key = "";
    private int keyLine;
    private int keyIndent;
    private List<String> values = new ArrayList<>();

    void line(String line, int number) {
      var stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
        return;
      }
      var plain = COMMENT.matcher(line).replaceFirst("").stripTrailing();
      int indent = line.length() - line.stripLeading().length();
      if (!key.isEmpty() && indent > keyIndent) {
        add(plain);
        return;
      }
      endOfEntry();
      var head = SECTION.matcher(plain.strip());
      if (head.matches()) {
        section = head.group(1).strip().toUpperCase(Locale.ROOT);
        return;
      }
      var match = KEY.matcher(plain);
      if (section.isEmpty() || !match.matches()) {
        throw new NotConvertible(
            number,
            indent + 1,
            section.isEmpty()
                ? "expected a section such as [DEFAULTS] first"
                : "expected 'key = value'");
      }
      key = match.group(1);
      keyLine = number;
      keyIndent = indent;
      add(match.group(2));
    }

    private void add(String value) {
      if (!value.isBlank()) {
        values.add(value.strip());
      }
    }

    void endOfEntry() {
      if (!key.isEmpty()) {
        var entry = new Entry(section, key, List.copyOf(values), keyLine);
        (seen.add(section + "\0" + key.toLowerCase(Locale.ROOT)) ? entries : twice).add(entry);
      }
      key = "";
      values = new ArrayList<>();
    }
  }
}
