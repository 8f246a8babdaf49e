package org.stillwatch.stores.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.OutboxEntry;

/** Rows of tables as the values they stand for. */
final class Rows {

  private Rows() {}

  static Channel channel(ResultSet row) throws SQLException {
    var states = new ArrayList<String>();
    var text = row.getString("states");
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = text.indexOf(Schema.END_OF_ITEM, start);
      states.add(text.substring(start, end));
    }
    return new Channel(
        new ChannelId(row.getString("name")),
        new Unit(
            row.getString("unit"),
            row.getString("dimension"),
            row.getDouble("scale"),
            row.getDouble("offset")),
        row.getString("label"),
        Duration.parse(row.getString("period")),
        states);
  }

  /**
   * A reading from columns that begin at {@code first}: time, n, value, note and the text of the
   * reason.
   */
  static Reading reading(ChannelId channel, ResultSet row, int first) throws SQLException {
    var time = Nanos.instant(row.getLong(first));
    int ordinal = row.getInt(first + 1);
    double value = row.getDouble(first + 2);
    return row.wasNull()
        ? new Reading.Missing(channel, time, ordinal, row.getString(first + 4))
        : new Reading.Measured(channel, time, ordinal, value, quality(row.getInt(first + 3)));
  }

  private static Quality quality(int note) {
    return note == Schema.SUSPECT ? Quality.SUSPECT : Quality.GOOD;
  }

  /** Sets value and note of a reading at the parameters {@code first} and {@code first + 1}. */
  static void bindValue(PreparedStatement statement, int first, @Nullable Double value, int note)
      throws SQLException {
    if (value == null) {
      statement.setNull(first, Types.DOUBLE);
    } else {
      statement.setDouble(first, value);
    }
    statement.setInt(first + 1, note);
  }

  static int note(Quality quality) {
    return switch (quality) {
      case GOOD -> Schema.GOOD;
      case SUSPECT -> Schema.SUSPECT;
    };
  }

  static void bind(PreparedStatement insert, Notice notice) throws SQLException {
    insert.setString(1, notice.id());
    insert.setLong(2, Nanos.of(notice.time(), "notice '" + notice.title() + "'"));
    insert.setString(3, notice.station());
    insert.setString(4, notice.kind().word());
    insert.setString(5, notice.severity().word());
    insert.setString(6, notice.title());
    insert.setString(7, notice.text());
    insert.setString(8, notice.about().map(about -> about.channel().text()).orElse(null));
    var value = notice.about().map(Notice.About::value).orElse(OptionalDouble.empty());
    if (value.isPresent()) {
      insert.setDouble(9, value.getAsDouble());
    } else {
      insert.setNull(9, Types.DOUBLE);
    }
    insert.setString(10, notice.about().map(Notice.About::unit).orElse(null));
    insert.setString(11, notice.rule().orElse(null));
    insert.setBoolean(12, notice.late());
  }

  /** A notice of the columns named as in its table. */
  static Notice notice(ResultSet row) throws SQLException {
    var channel = row.getString("channel");
    double value = row.getDouble("value");
    var about =
        channel == null
            ? Optional.<Notice.About>empty()
            : Optional.of(
                new Notice.About(
                    new ChannelId(channel),
                    row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value),
                    row.getString("unit")));
    return new Notice(
        row.getString("id"),
        Nanos.instant(row.getLong("time")),
        row.getString("station"),
        Notice.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
        row.getString("title"),
        row.getString("text"),
        about,
        Optional.ofNullable(row.getString("rule")),
        row.getBoolean("late"));
  }

  static OutboxEntry entry(ResultSet row, Notice notice) throws SQLException {
    return new OutboxEntry(
        row.getLong("entry"),
        notice,
        row.getString("notifier"),
        row.getString("recipient"),
        OutboxEntry.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        Nanos.instant(row.getLong("next")),
        row.getString("answer"),
        row.getBoolean("unsure"));
  }
}
