package org.stillwatch.web.xmlrpc;

import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.SupplyOutput;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.ChannelStatus;

/** The outputs of the supply that is asked for, as the station knows them from its readings. */
final class Supply {

  private final StationView station;
  private final Optional<String> instrument;

  /**
   * @param instrument empty: the only one that has outputs
   */
  Supply(StationView station, Optional<String> instrument) {
    this.station = station;
    this.instrument = instrument;
  }

  /**
   * The output of these numbers.
   *
   * @throws Fault with one sentence when there is none
   */
  SupplyOutput output(long board, long channel) {
    var all = new TreeSet<SupplyOutput>();
    for (var each : station.channels()) {
      SupplyOutput.of(each.channel().id())
          .filter(output -> instrument.isEmpty() || instrument.get().equals(output.instrument()))
          .ifPresent(all::add);
    }
    var supplies = all.stream().map(SupplyOutput::instrument).distinct().toList();
    if (supplies.isEmpty()) {
      throw new Fault(
          Fault.REFUSED,
          "nothing is known of "
              + instrument.map(id -> "the outputs of " + id).orElse("any supply")
              + " yet; its driver finds them when it first reaches the device");
    }
    if (supplies.size() > 1) {
      throw new Fault(
          Fault.REFUSED,
          "the station has the supplies "
              + String.join(", ", supplies)
              + "; say which one is meant with 'instrument:' below 'xmlrpc:' in the station file");
    }
    var boards = all.stream().map(SupplyOutput::board).distinct().toList();
    if (boards.stream().noneMatch(known -> known == board)) {
      throw new Fault(
          Fault.WRONG_ARGUMENTS,
          "there is no board %d of %s; expected %s"
              .formatted(
                  board,
                  supplies.getFirst(),
                  boards.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    var channels = all.stream().filter(each -> each.board() == board).toList();
    return channels.stream()
        .filter(each -> each.channel() == channel)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    Fault.WRONG_ARGUMENTS,
                    "there is no channel %d on board %d of %s; expected %d to %d"
                        .formatted(
                            channel,
                            board,
                            supplies.getFirst(),
                            channels.getFirst().channel(),
                            channels.getLast().channel())));
  }

  /**
   * What the station shows of a channel.
   *
   * @throws Fault with one sentence when there is no such channel
   */
  ChannelStatus status(ChannelId id) {
    return station.channels().stream()
        .filter(each -> each.channel().id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new Fault(Fault.REFUSED, "the supply has no " + id + ", so it has no value"));
  }

  /**
   * The newest value of a channel.
   *
   * @throws Fault with one sentence when it has none, or an old one: absent is not zero
   */
  static double value(ChannelStatus status) {
    var id = status.channel().id();
    var newest =
        status
            .latest()
            .orElseThrow(
                () -> new Fault(Fault.REFUSED, id + " was never read, so it has no value"));
    return switch (newest) {
      case Reading.Missing missing ->
          throw new Fault(Fault.REFUSED, id + " has no value: " + missing.reason());
      case Reading.Measured measured -> {
        if (status.stale()) {
          throw new Fault(
              Fault.REFUSED,
              id
                  + " was last read at "
                  + measured.time()
                  + ", "
                  + status.channel().textWithUnit(measured.value())
                  + "; what it is now is not known");
        }
        yield measured.value();
      }
    };
  }
}
