package org.stillwatch.instruments.value;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.stillwatch.core.instrument.Controls.Outcome;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.instrument.Unreadable;

/** Reads a commanded value back until the device shows it, or its time is over. */
public final class ReadBack {

  /** What a device says when it is asked for the value. */
  public sealed interface Said {
    record Text(String text) implements Said {}

    /**
     * @param why one clause
     */
    record Nothing(String why) implements Said {}
  }

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final SettingShape shape;
  private final SteadyClock clock;

  public ReadBack(SettingShape shape, SteadyClock clock) {
    this.shape = shape;
    this.clock = clock;
  }

  /**
   * @param value that was commanded
   * @param ask asks the device once
   */
  public Outcome until(double value, Supplier<Said> ask) {
    long end = clock.nanos() + shape.patience().toNanos();
    while (true) {
      var said = ask.get();
      var number = OptionalDouble.empty();
      if (said instanceof Said.Text(String text)) {
        number = shape.readBack(text);
        if (number.isPresent() && shape.agree(value, number.getAsDouble())) {
          return new Outcome.Done(number.getAsDouble());
        }
      }
      if (clock.nanos() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return judged(value, said, number);
      }
      clock.rest(PAUSE);
    }
  }

  private Outcome judged(double value, Said said, OptionalDouble number) {
    var wanted = ", expected " + shape.shown(value);
    return switch (said) {
      case Said.Nothing(String why) ->
          new Outcome.Unconfirmed("it was sent, and cannot be read back: " + why);
      case Said.Text(String text) when number.isEmpty() ->
          new Outcome.Unconfirmed(
              "it was sent, and reads back as " + Unreadable.shown(text) + wanted);
      case Said.Text _ ->
          new Outcome.Failed(
              "it was sent, and the device still has "
                  + shape.shown(number.getAsDouble())
                  + wanted);
    };
  }
}
