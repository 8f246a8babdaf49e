package org.stillwatch.instruments.bluefors.valvecontrol;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Tally;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.instruments.bluefors.BlueforsNames;
import org.stillwatch.link.tcp.LineLink;

/**
 * The older ValveControl program. What it answers has no time of its own: the readings of a turn
 * have the time at which they were asked for.
 */
final class ValveControl implements Instrument {

  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** The server ends a connection after 30 s of silence. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  /** The server's greeting. */
  private static final int FORM_FEED = 0x0C;

  private static final Pattern GAUGE = Pattern.compile("(?i)p([1-6])");

  /** Pfeiffer's states of a gauge. */
  private static final Map<String, String> GAUGE_STATES =
      Map.of(
          "1", "under range",
          "2", "over range",
          "3", "sensor error",
          "4", "sensor off",
          "5", "no sensor",
          "6", "identification error");

  private final String instrument;
  private final BlueforsNames names;
  private final String host;
  private final int port;
  private final Duration every;
  private final Tally tally = new Tally("ValveControl");
  private final Map<ChannelId, Channel> channels = new TreeMap<>();
  private final List<Channel> untold = new ArrayList<>();
  private @Nullable LineLink link;
  private Instant askNext = Instant.MIN;
  private Instant said = Instant.MIN;
  private Instant connectNext = Instant.MIN;
  private Duration retry = FIRST_RETRY;
  private Health health = new Health(Health.State.STARTING, "");

  ValveControl(String instrument, BlueforsNames names, String host, int port, Duration every) {
    this.instrument = instrument;
    this.names = names;
    this.host = host;
    this.port = port;
    this.every = every;
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  @Override
  public void resume(Optional<String> cursor) {
    // what was not asked for at its time cannot be had any more
  }

  @Override
  public Turn turn(Instant now) {
    long before = tally.messages();
    var time = Instant.ofEpochMilli(now.toEpochMilli());
    var readings = new ArrayList<Reading>();
    try {
      var open = connected(now);
      if (open.isPresent()) {
        if (!now.isBefore(askNext)) {
          askNext = now.plus(every);
          ask(open.get(), time, now, readings);
          said = now;
        } else if (!now.isBefore(said.plus(KEEP_ALIVE))) {
          open.get().send("\n");
          said = now;
        }
      }
    } catch (IOException e) {
      lost(e, now);
    }
    var news = List.copyOf(untold);
    untold.clear();
    var trouble = tally.trouble(now);
    return new Turn(
        readings.isEmpty() ? List.of() : List.of(new Scan(instrument, time, readings)),
        news,
        tally.messages() - before,
        tally.takeProblems(now),
        "",
        false,
        false,
        health.state() == Health.State.OK && trouble.isPresent()
            ? Health.trouble(trouble.get())
            : health);
  }

  private Optional<LineLink> connected(Instant now) throws IOException {
    if (link == null && !now.isBefore(connectNext)) {
      var made = LineLink.connect(host, port, ANSWER);
      link = made;
      int greeting = made.readByte();
      if (greeting != FORM_FEED) {
        throw new IOException("another server than ValveControl");
      }
      askNext = now;
    }
    return Optional.ofNullable(link);
  }

  private void lost(IOException e, Instant now) {
    if (link != null) {
      link.close();
      link = null;
    }
    connectNext = now.plus(retry);
    health =
        Health.unreachable(
            "ValveControl at "
                + host
                + ":"
                + port
                + ": "
                + LineLink.why(e)
                + "; it is tried again in "
                + retry.toSeconds()
                + " s");
    retry =
        retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
  }

  private void ask(LineLink open, Instant time, Instant now, List<Reading> readings)
      throws IOException {
    var refusals = new ArrayList<String>();
    var states = values(open, "mgstatuscode", "S12", now, refusals);
    values(open, "mgstatus", "S11", now, refusals)
        .forEach((name, value) -> gauge(name, value, states, time, now, readings));
    if (reply(open, "fmstatus", "S09", now, refusals) instanceof ValveReply.One(String value)) {
      number(names.flow(), value, time, now, readings);
    }
    values(open, "status", "S03", now, refusals)
        .forEach((name, value) -> state(name, value, time, now, readings));
    retry = FIRST_RETRY;
    health =
        refusals.isEmpty()
            ? Health.ok("")
            : Health.trouble("ValveControl refuses to answer: " + String.join("; ", refusals));
  }

  private ValveReply reply(
      LineLink open, String command, String code, Instant now, List<String> refusals)
      throws IOException {
    open.send(command + "\n");
    var reply = ValveReply.parse(code, open.readLine());
    switch (reply) {
      case ValveReply.Refused(String text) -> refusals.add(command + ": " + text);
      case ValveReply.Bad(Unreadable why) -> tally.unreadable(why, now);
      case ValveReply.Values _, ValveReply.One _ -> tally.readable();
    }
    return reply;
  }

  private Map<String, String> values(
      LineLink open, String command, String code, Instant now, List<String> refusals)
      throws IOException {
    return reply(open, command, code, now, refusals) instanceof ValveReply.Values(var values)
        ? values
        : Map.of();
  }

  private void declare(Channel channel) {
    if (channels.put(channel.id(), channel) == null) {
      untold.add(channel);
    }
  }

  /** A gauge that is not well keeps its last value: that is none. */
  private void gauge(
      String name,
      String value,
      Map<String, String> states,
      Instant time,
      Instant now,
      List<Reading> readings) {
    var match = GAUGE.matcher(name);
    if (!match.matches()) {
      return;
    }
    var channel = names.pressure(Integer.parseInt(match.group(1)));
    var state = states.getOrDefault(name, "0");
    if (state.equals("0")) {
      number(channel, value, time, now, readings);
    } else {
      declare(channel);
      readings.add(
          Reading.missing(
              channel.id(),
              time,
              0,
              GAUGE_STATES.getOrDefault(state, "gauge state " + Unreadable.shown(state))));
    }
  }

  private void number(
      Channel channel, String value, Instant time, Instant now, List<Reading> readings) {
    try {
      double number = Double.parseDouble(value);
      declare(channel);
      readings.add(
          Double.isFinite(number)
              ? Reading.measured(channel.id(), time, 0, number)
              : Reading.missing(channel.id(), time, 0, "ValveControl writes " + value));
    } catch (NumberFormatException e) {
      tally.unreadable(
          new Unreadable(
              channel.label(),
              channel.id()
                  + " is "
                  + Unreadable.shown(value)
                  + ", expected a number in "
                  + channel.unit()),
          now);
    }
  }

  private void state(String name, String value, Instant time, Instant now, List<Reading> readings) {
    var channel = names.state(name);
    if (value.equals("0") || value.equals("1")) {
      declare(channel);
      readings.add(Reading.measured(channel.id(), time, 0, value.equals("1") ? 1 : 0));
    } else {
      tally.unreadable(
          new Unreadable(
              "state", channel.id() + " is " + Unreadable.shown(value) + ", expected 0 or 1"),
          now);
    }
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
    }
  }
}
