package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;
import org.stillwatch.simulators.caen.SimulatedBoard;
import org.stillwatch.simulators.caen.SimulatedBoard.Model;
import org.stillwatch.simulators.caen.SimulatedCaen;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.WireDevice;
import org.stillwatch.testkit.DevicePort;
import org.stillwatch.testkit.FakeTime;

/** A simulated supply that takes 20 ms for an answer, on a clock that does not wait. */
final class Bench {

  static final Duration EVERY = Duration.ofSeconds(1);
  static final Duration TIMEOUT = Duration.ofSeconds(1);

  final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  final MisbehavingDevice line;
  final DevicePort port;
  final Lane lane;
  final CaenSupply supply;
  final Controls controls;

  /** Boards with addresses from 0, and more addresses that nobody has. */
  Bench(int absent, SimulatedBoard... boards) {
    this(absent, UnaryOperator.identity(), boards);
  }

  private Bench(int absent, UnaryOperator<WireDevice> cable, SimulatedBoard... boards) {
    line =
        new MisbehavingDevice(
            cable.apply(new SimulatedCaen(Duration.ofMillis(20), List.of(boards))), 1);
    port = new DevicePort("10.0.0.9:1470", time, line);
    lane = new Lane(port, SupplyTalk.MANNERS, time);
    var numbers = IntStream.range(0, boards.length + absent).boxed().toList();
    supply = new CaenSupply("hv1", lane, numbers, TIMEOUT, EVERY, time, lane::close);
    controls = supply.controls().orElseThrow();
  }

  Bench(SimulatedBoard... boards) {
    this(0, boards);
  }

  /** On a cable that now and then brings a line twice, the second time a little later. */
  static Bench repeating(long seed, SimulatedBoard board) {
    return new Bench(0, device -> new Twice(device, new Random(seed)), board);
  }

  private record Twice(WireDevice device, Random random) implements WireDevice {
    @Override
    public List<Act> receive(byte b, Duration now) {
      var acts = device.receive(b, now);
      if (acts.isEmpty() || random.nextInt(20) != 0) {
        return acts;
      }
      var twice = new ArrayList<Act>(acts);
      var first = (Act.Send) acts.getFirst();
      twice.add(new Act.Send(first.bytes(), first.after().plusMillis(random.nextInt(25))));
      return twice;
    }

    @Override
    public int baud() {
      return device.baud();
    }

    @Override
    public Optional<byte[]> fromAnother(byte[] reply) {
      return device.fromAnother(reply);
    }
  }

  static SimulatedBoard n1470(int address) {
    return new SimulatedBoard(address, Model.N1470, 1);
  }

  Poll poll() {
    long next = (time.nanos() / EVERY.toNanos() + 1) * EVERY.toNanos();
    time.rest(Duration.ofNanos(next - time.nanos()));
    return supply.poll(time.instant());
  }

  Poll poll(int times) {
    for (int i = 1; i < times; i++) {
      var before = poll();
    }
    return poll();
  }

  Setting setting(String name) {
    return controls.settings().stream()
        .filter(setting -> setting.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Controls.Outcome set(String name, double value) {
    return controls.set(setting(name), value);
  }

  /** Lets commands come one after the other while somebody has the lane, and then go on. */
  List<Controls.Outcome> whileTheLaneIsTaken(
      Supplier<Controls.Outcome> first, Supplier<Controls.Outcome> second)
      throws InterruptedException {
    var taken = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    var holder =
        Thread.ofPlatform()
            .start(
                () ->
                    lane.converse(
                        Urgency.POLL,
                        talk -> {
                          taken.countDown();
                          try {
                            free.await();
                          } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                          }
                          return talk;
                        }));
    taken.await();
    var outcomes = new ConcurrentSkipListMap<Integer, Controls.Outcome>();
    var threads = new ArrayList<Thread>();
    for (var command : List.of(first, second)) {
      int number = threads.size();
      var thread = Thread.ofPlatform().start(() -> outcomes.put(number, command.get()));
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      threads.add(thread);
    }
    free.countDown();
    holder.join();
    for (var thread : threads) {
      thread.join();
    }
    return List.copyOf(outcomes.values());
  }

  /** The value, or the reason why there is none; empty when the poll did not bring it. */
  static String of(Poll poll, String channel) {
    return poll.readings().stream()
        .filter(reading -> reading.channel().name().equals(channel))
        .map(
            reading ->
                switch (reading) {
                  case Reading.Measured measured -> String.valueOf(measured.value());
                  case Reading.Missing missing -> missing.reason();
                })
        .findFirst()
        .orElse("");
  }

  /** The state's word. */
  String word(Poll poll, String channel) {
    var declared =
        supply.channels().stream()
            .filter(each -> each.id().name().equals(channel))
            .findFirst()
            .orElseThrow();
    return declared.text(Double.parseDouble(of(poll, channel)));
  }

  static List<String> measured(Poll poll, String... names) {
    return Arrays.stream(names).map(name -> of(poll, name)).toList();
  }
}
