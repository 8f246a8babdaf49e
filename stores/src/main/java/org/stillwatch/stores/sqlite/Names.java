package org.stillwatch.stores.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/**
 * The small numbers that stand for channels and reasons in the rows. Belongs to one connection and
 * is thrown away with it when a transaction fails, since numbers given in it are then void.
 */
final class Names {

  /** A driver may put numbers into its reasons: not all that were ever used are remembered. */
  private static final int REASONS_REMEMBERED = 1_000;

  private static final Duration PERIOD_OF_UNDECLARED = Duration.ofDays(1);

  private record Declared(int number, Channel channel) {}

  private final PreparedStatement declare;
  private final PreparedStatement addReason;
  private final PreparedStatement findReason;
  private final Map<ChannelId, Declared> channels = new HashMap<>();
  private final LinkedHashMap<String, Integer> reasons = new LinkedHashMap<>();

  Names(Connection connection) throws SQLException {
    declare =
        connection.prepareStatement(
            """
            INSERT INTO channel(name, unit, dimension, scale, offset, label, period, states)
              VALUES(?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(name) DO UPDATE SET unit = excluded.unit, dimension = excluded.dimension,
              scale = excluded.scale, offset = excluded.offset, label = excluded.label,
              period = excluded.period, states = excluded.states
            RETURNING id
            """);
    addReason = connection.prepareStatement("INSERT OR IGNORE INTO reason(text) VALUES(?)");
    findReason = connection.prepareStatement("SELECT id FROM reason WHERE text = ?");
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM channel")) {
      while (rows.next()) {
        var channel = Rows.channel(rows);
        channels.put(channel.id(), new Declared(rows.getInt("id"), channel));
      }
    }
  }

  /** Keeps what a channel is declared as; costs nothing when it is known already. */
  void declare(Channel channel) throws SQLException {
    var known = channels.get(channel.id());
    if (known == null || !known.channel().equals(channel)) {
      channels.put(channel.id(), new Declared(write(channel), channel));
    }
  }

  private int write(Channel channel) throws SQLException {
    declare.setString(1, channel.id().text());
    declare.setString(2, channel.unit().symbol());
    declare.setString(3, channel.unit().dimension());
    declare.setDouble(4, channel.unit().scale());
    declare.setDouble(5, channel.unit().offset());
    declare.setString(6, channel.label());
    declare.setString(7, channel.expectedPeriod().toString());
    var states = new StringBuilder();
    channel.states().forEach(word -> states.append(word).append(Schema.END_OF_ITEM));
    declare.setString(8, states.toString());
    try (var row = declare.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The number of a channel; one that was never declared becomes a plain number without unit. */
  int channel(ChannelId id) throws SQLException {
    var known = channels.get(id);
    if (known == null) {
      declare(Channel.number(id, Unit.NONE, id.name(), PERIOD_OF_UNDECLARED));
      known = channels.get(id);
    }
    return known == null ? -1 : known.number();
  }

  int reason(String text) throws SQLException {
    var known = reasons.get(text);
    if (known != null) {
      return known;
    }
    addReason.setString(1, text);
    addReason.executeUpdate();
    findReason.setString(1, text);
    int number;
    try (var row = findReason.executeQuery()) {
      row.next();
      number = row.getInt(1);
    }
    if (reasons.size() >= REASONS_REMEMBERED) {
      reasons.pollFirstEntry();
    }
    reasons.put(text, number);
    return number;
  }
}
