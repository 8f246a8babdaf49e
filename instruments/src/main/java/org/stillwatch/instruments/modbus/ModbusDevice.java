package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.value.ValueChannel.Meaning;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.link.modbus.ModbusAnswer;
import org.stillwatch.link.modbus.ModbusLine;

/** Reads its blocks one after the other; after one that nobody answers the others are not read. */
final class ModbusDevice implements Device {

  private final ModbusLine line;
  private final int unit;
  private final Duration deadline;
  private final List<Block> blocks;
  private final Optional<Controls> controls;
  private final Runnable leave;

  /**
   * @param leave called when it is closed
   */
  ModbusDevice(
      ModbusLine line,
      int unit,
      Duration deadline,
      List<Block> blocks,
      Optional<Controls> controls,
      Runnable leave) {
    this.line = line;
    this.unit = unit;
    this.deadline = deadline;
    this.blocks = List.copyOf(blocks);
    this.controls = controls;
    this.leave = leave;
  }

  @Override
  public List<Channel> channels() {
    return blocks.stream()
        .flatMap(block -> block.entries().stream())
        .flatMap(entry -> entry.channel().channels().stream())
        .toList();
  }

  @Override
  public Poll poll(Instant time) {
    var readings = new ArrayList<Reading>();
    var unreadable = new ArrayList<Unreadable>();
    Optional<String> gone = Optional.empty();
    Optional<String> trouble = Optional.empty();
    long answers = 0;
    for (var block : blocks) {
      if (gone.isPresent()) {
        missing(block, time, "not asked: " + gone.get(), readings);
        continue;
      }
      switch (line.ask(Urgency.POLL, unit, block.question(), deadline)) {
        case ModbusAnswer.Values(List<Integer> values) -> {
          answers++;
          var unfit = read(block, values, time, readings);
          unfit.ifPresent(unreadable::add);
          trouble = trouble.or(() -> unfit.map(Unreadable::why));
        }
        case ModbusAnswer.Nothing(String why) -> {
          gone = Optional.of(why);
          missing(block, time, why, readings);
        }
        case ModbusAnswer.Refused(String why) -> {
          answers++;
          trouble = trouble.or(() -> Optional.of(name(block) + " " + why));
          missing(block, time, "the device " + why, readings);
        }
        case ModbusAnswer.Wrong(String why) -> {
          answers++;
          unreadable.add(new Unreadable("wrong " + name(block), name(block) + ": " + why));
          trouble = trouble.or(() -> Optional.of(name(block) + ": " + why));
          missing(block, time, why, readings);
        }
        case ModbusAnswer.Written() -> throw new IllegalStateException("nothing was written");
      }
    }
    return new Poll(readings, answers, unreadable, health(gone, trouble, answers));
  }

  private Health health(Optional<String> gone, Optional<String> trouble, long answers) {
    return gone.isPresent() && answers == 0
        ? Health.unreachable(named(gone.get()))
        : gone.or(() -> trouble).map(why -> Health.trouble(named(why))).orElse(Health.ok(""));
  }

  private String named(String why) {
    return why.startsWith(line.name()) ? why : line.name() + " " + why;
  }

  private static String name(Block block) {
    var question = block.question();
    return question.table().name().toLowerCase(Locale.ROOT)
        + " "
        + question.address()
        + (question.count() == 1 ? "" : " to " + (question.address() + question.count() - 1));
  }

  private static Optional<Unreadable> read(
      Block block, List<Integer> values, Instant time, List<Reading> readings) {
    Optional<Unreadable> unfit = Optional.empty();
    for (var entry : block.entries()) {
      var meaning = entry.channel().meaning(entry.place().text(values, block.question().address()));
      if (meaning instanceof Meaning.Unfit(String why)) {
        var name = entry.channel().channel().id().name();
        unfit = unfit.or(() -> Optional.of(new Unreadable("value " + name, name + ": " + why)));
      }
      readings.addAll(entry.channel().readings(meaning, time));
    }
    return unfit;
  }

  private static void missing(Block block, Instant time, String why, List<Reading> readings) {
    block.entries().forEach(entry -> readings.addAll(entry.channel().missing(time, why)));
  }

  @Override
  public Optional<Controls> controls() {
    return controls;
  }

  @Override
  public void close() {
    leave.run();
  }
}
