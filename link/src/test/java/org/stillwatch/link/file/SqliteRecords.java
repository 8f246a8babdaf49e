package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Records and positions in one transaction of an SQLite file. */
final class SqliteRecords implements CommittedRecords, AutoCloseable {
  private final Path file;
  private final List<Connection> dropped = new ArrayList<>();
  private Connection connection;

  SqliteRecords(Path file) throws SQLException {
    this.file = file;
    this.connection = connect();
    try (var statement = connection.createStatement()) {
      statement.execute(
          "create table record (n integer primary key, file text, start integer, number integer,"
              + " bytes text)");
      statement.execute("create table position (key text primary key, position text)");
      connection.commit();
    }
  }

  private Connection connect() throws SQLException {
    var fresh = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = fresh.createStatement()) {
      statement.execute("pragma journal_mode=WAL");
      // no power is cut here: what the process wrote, the system keeps
      statement.execute("pragma synchronous=NORMAL");
    }
    fresh.setAutoCommit(false);
    return fresh;
  }

  @Override
  public void commit(List<FileRecord> batch) {
    try (var record =
            connection.prepareStatement(
                "insert into record (file, start, number, bytes) values (?, ?, ?, ?)");
        var position =
            connection.prepareStatement("insert or replace into position values (?, ?)")) {
      for (var it : batch) {
        record.setString(1, it.file());
        record.setLong(2, it.offset());
        record.setLong(3, it.number());
        record.setString(4, new String(it.bytes(), ISO_8859_1));
        record.executeUpdate();
        position.setString(1, it.after().key());
        position.setString(2, it.after().encode());
        position.executeUpdate();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<FilePosition> positions() {
    var found = new ArrayList<FilePosition>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select position from position")) {
      while (rows.next()) {
        found.add(FilePosition.decode(rows.getString(1)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Kept> records() {
    var found = new ArrayList<Kept>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select file, start, number, bytes from record order by n")) {
      while (rows.next()) {
        found.add(new Kept(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getString(4)));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void crash() {
    try {
      dropped.add(connection);
      connection = connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** After the test only, so that its folder can be deleted. */
  @Override
  public void close() throws SQLException {
    dropped.add(connection);
    for (var one : dropped) {
      one.close();
    }
  }
}
