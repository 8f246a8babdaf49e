package org.stillwatch.web.xmlrpc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.stillwatch.core.control.Command;
import org.stillwatch.core.control.Command.Wish;
import org.stillwatch.core.control.CommandDesk.Carried;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.Setting;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.SupplyOutput;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.station.StationView.ChannelStatus;
import org.stillwatch.core.store.StoreUnavailable;

/**
 * {@code get} and {@code set} as the clients of a high-voltage supply call them. What is got is the
 * newest reading, and never a question to the device; what is set goes the way of every command.
 * After a set its read-back is what is got, until a newer reading has come.
 */
final class SupplyMethods {

  /** So many wait for the device; the next one is refused at once. */
  private static final int MOST_SETS = 64;

  /** So long one waits for others that raise a voltage. */
  private static final Duration TURN = Duration.ofSeconds(10);

  /** A read-back counts so many periods of its channel, and at least so long. */
  private static final int READ_BACK_PERIODS = 3;

  private static final Duration READ_BACK = Duration.ofSeconds(10);

  private final StationView station;
  private final Supply supply;
  private final Optional<Quantity> maxStep;
  private final String why;
  private final Semaphore sets = new Semaphore(MOST_SETS);
  private final ReentrantLock raising = new ReentrantLock(true);
  private final Map<ChannelId, ReadBack> readBacks = new ConcurrentHashMap<>();

  /** What a setting was found to be after it was set. */
  private record ReadBack(double value, Instant at) {}

  /**
   * @param instrument the supply; empty: the only one there is
   * @param maxStep a voltage rises by no more at once, since such clients cannot confirm
   * @param why the reason of every command
   */
  SupplyMethods(
      StationView station, Optional<String> instrument, Optional<Quantity> maxStep, String why) {
    this.station = station;
    this.supply = new Supply(station, instrument);
    this.maxStep = maxStep;
    this.why = why;
  }

  /** The value of a parameter, in the units and codes of the library. */
  Value get(List<Value> arguments) {
    count(arguments, 3, "get(board, channel, parameter)");
    var output = output(arguments);
    var parameter = parameter(arguments);
    if (parameter.equals(Parameter.IMON_HIGH) || parameter.equals(Parameter.IMON_LOW)) {
      var range = word(output, Parameter.MONITOR_RANGE);
      boolean other = range.equals("high") != parameter.equals(Parameter.IMON_HIGH);
      if (other) {
        // as the library has it: the monitor of the other range reads 0
        return new Value.Real(0);
      }
    }
    if (parameter.unit().isPresent()) {
      var status = status(output, parameter);
      var unit = status.channel().unit();
      return new Value.Real(new Quantity(value(status), unit).in(parameter.unit().get()));
    }
    if (parameter.words().isEmpty()) {
      return new Value.Whole(Math.round(value(status(output, parameter))));
    }
    return new Value.Whole(parameter.words().indexOf(word(output, parameter)));
  }

  private ChannelStatus status(SupplyOutput output, Parameter parameter) {
    return supply.status(output.id(parameter.quantity()));
  }

  private String word(SupplyOutput output, Parameter parameter) {
    var status = status(output, parameter);
    var word = status.channel().text(value(status));
    if (!parameter.words().contains(word)) {
      throw new Fault(
          Fault.REFUSED,
          "%s is %s, which has no number among %s"
              .formatted(status.channel().id(), word, parameter.words()));
    }
    return word;
  }

  private double value(ChannelStatus status) {
    var id = status.channel().id();
    var own = readBacks.get(id);
    if (own != null) {
      boolean overtaken =
          status.latest().map(Reading::time).filter(time -> time.isAfter(own.at())).isPresent();
      var limit = status.channel().expectedPeriod().multipliedBy(READ_BACK_PERIODS);
      var until = own.at().plus(limit.compareTo(READ_BACK) > 0 ? limit : READ_BACK);
      var now = station.now();
      // a clock that was set back would keep it for as long
      if (!overtaken && now.isBefore(until) && !now.isBefore(own.at())) {
        return own.value();
      }
      readBacks.remove(id, own);
    }
    return Supply.value(status);
  }

  /** Sets a parameter and waits until it was read back. */
  Value set(List<Value> arguments, Asker asker) {
    count(arguments, 4, "set(board, channel, parameter, value)");
    var output = output(arguments);
    var parameter = parameter(arguments);
    if (!asker.mayCommand()) {
      throw new Fault(
          Fault.REFUSED, asker.name() + " may only look; 'set' needs an operator, nothing was set");
    }
    var setting = setting(output, parameter);
    var value = wanted(setting, parameter, arguments.get(3));
    carryOut(setting, value, asker);
    return new Value.Nothing();
  }

  /** What is wanted, as people write it, and as the number that it is in the setting's unit. */
  private record Wanted(String text, double number) {}

  private Setting setting(SupplyOutput output, Parameter parameter) {
    var id = output.id(parameter.quantity());
    return station.control().settings().stream()
        .filter(each -> each.id().equals(id))
        .filter(
            each -> !parameter.equals(Parameter.IMON_HIGH) && !parameter.equals(Parameter.IMON_LOW))
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    Fault.WRONG_ARGUMENTS,
                    "'" + parameter.word() + "' of " + id + " cannot be set; it is only read"));
  }

  private static Wanted wanted(Setting setting, Parameter parameter, Value given) {
    if (!parameter.words().isEmpty()) {
      long code = code(given);
      var words = parameter.words();
      if (code < 0 || code >= words.size()) {
        throw new Fault(
            Fault.WRONG_ARGUMENTS,
            "%d is no value of '%s'; expected 0 (%s) or 1 (%s)"
                .formatted(code, parameter.word(), words.getFirst(), words.getLast()));
      }
      var word = words.get((int) code);
      return new Wanted(word, setting.states().indexOf(word));
    }
    double number = number(given);
    if (!Double.isFinite(number)) {
      throw new Fault(
          Fault.WRONG_ARGUMENTS,
          number
              + " is no value of '"
              + parameter.word()
              + "'; expected a number, nothing was set");
    }
    var quantity = new Quantity(number, parameter.unit().orElse(setting.unit()));
    return new Wanted(quantity.toString(), quantity.in(setting.unit()));
  }

  private static long code(Value given) {
    return switch (given) {
      case Value.Whole(long whole) -> whole;
      case Value.Flag(boolean flag) -> flag ? 1 : 0;
      case Value.Real(double real) when real == Math.rint(real) -> (long) real;
      default -> throw new Fault(Fault.WRONG_ARGUMENTS, "the value is no number; expected 0 or 1");
    };
  }

  private static double number(Value given) {
    return switch (given) {
      case Value.Whole(long whole) -> (double) whole;
      case Value.Real(double real) -> real;
      default ->
          throw new Fault(Fault.WRONG_ARGUMENTS, "the value is no number; expected such as 250.0");
    };
  }

  private void carryOut(Setting setting, Wanted wanted, Asker asker) {
    if (setting.isSafe(wanted.number())) {
      // what makes things safe waits for nobody
      sent(setting, wanted, asker);
      return;
    }
    if (!sets.tryAcquire()) {
      throw new Fault(
          Fault.REFUSED,
          MOST_SETS + " commands wait for the supply already; nothing was set, try again");
    }
    try {
      if (isVoltage(setting) && maxStep.isPresent()) {
        // one after the other, so that the step is from what the last one made of it
        inTurn(
            () -> {
              checkStep(setting, wanted, maxStep.get());
              sent(setting, wanted, asker);
              return true;
            });
      } else {
        sent(setting, wanted, asker);
      }
    } finally {
      sets.release();
    }
  }

  private static boolean isVoltage(Setting setting) {
    return setting.id().name().endsWith("/" + Parameter.VSET.quantity());
  }

  private void inTurn(Supplier<Boolean> step) {
    try {
      if (!raising.tryLock(TURN.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Fault(
            Fault.REFUSED, "too many commands wait for the supply; nothing was set, try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.REFUSED, "the station ends; nothing was set");
    }
    try {
      var done = step.get();
    } finally {
      raising.unlock();
    }
  }

  private void checkStep(Setting setting, Wanted wanted, Quantity most) {
    double step = most.in(setting.unit());
    var known = station.control().present(setting);
    if (known.isEmpty()) {
      throw new Fault(
          Fault.REFUSED,
          setting.id()
              + " was not changed: what it is now is not known, and a client of XML-RPC may raise"
              + " it by no more than "
              + most);
    }
    double now = known.get();
    double safe = setting.safe().orElse(0.0);
    boolean rises = Math.abs(wanted.number() - safe) > Math.abs(now - safe);
    if (rises && Math.abs(wanted.number() - now) > step) {
      throw new Fault(
          Fault.REFUSED,
          "%s was not changed: from %s %s to %s is more than %s at once, which the station file allows clients of XML-RPC (max-step)"
              .formatted(
                  setting.id(), Numbers.plain(now), setting.unit().symbol(), wanted.text(), most));
    }
  }

  private void sent(Setting setting, Wanted wanted, Asker asker) {
    Carried carried;
    try {
      carried =
          station
              .control()
              .command(
                  new Command(
                      List.of(new Wish(setting.id(), wanted.text())),
                      asker.name(),
                      why,
                      // whoever runs such a program meant it; a limit on steps still holds
                      setting.confirm(),
                      Optional.empty(),
                      asker.expert()))
              .getFirst();
    } catch (StoreUnavailable | IllegalArgumentException e) {
      throw new Fault(Fault.REFUSED, String.valueOf(e.getMessage()));
    }
    switch (carried.outcome()) {
      case Outcome.Done(double readBack) ->
          readBacks.put(setting.id(), new ReadBack(readBack, station.now()));
      case Outcome.Refused _, Outcome.Failed _, Outcome.Unconfirmed _ -> {
        readBacks.remove(setting.id());
        throw new Fault(Fault.REFUSED, carried.text());
      }
    }
  }

  private SupplyOutput output(List<Value> arguments) {
    return supply.output(place("board", arguments.get(0)), place("channel", arguments.get(1)));
  }

  private static long place(String what, Value given) {
    return switch (given) {
      case Value.Whole(long whole) -> whole;
      case Value.Real(double real) when real == Math.rint(real) -> (long) real;
      default ->
          throw new Fault(
              Fault.WRONG_ARGUMENTS, "the " + what + " is no whole number; expected such as 0");
    };
  }

  private static Parameter parameter(List<Value> arguments) {
    if (arguments.get(2) instanceof Value.Text(String name)) {
      return Parameter.of(name);
    }
    throw new Fault(Fault.WRONG_ARGUMENTS, "the parameter is no text; expected such as 'VMon'");
  }

  private static void count(List<Value> arguments, int expected, String signature) {
    if (arguments.size() != expected) {
      throw new Fault(
          Fault.WRONG_ARGUMENTS,
          "%d arguments were given; expected %d: %s"
              .formatted(arguments.size(), expected, signature));
    }
  }
}
