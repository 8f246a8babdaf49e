package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;

/** The channels of the tests. */
final class Lab {

  static final List<Channel> CHANNELS =
      List.of(
          number("fridge/p3", "mbar"),
          number("fridge/p4", "mbar"),
          number("fridge/p6", "Pa"),
          number("fridge/4k/temperature", "K"),
          number("fridge/mxc/temperature", "K"),
          number("fridge/compressor/water-in", "degC"),
          number("fridge/compressor/water-out", "degC"),
          number("fridge/compressor/starts", ""),
          number("gas/air/humidity", "%"),
          number("hv1/ch0/vmon", "V"),
          number("hv1/ch0/imon", "uA"),
          number("magnet/field", "Oe"),
          Channel.states(
              new ChannelId("fridge/valve/v1"), "V1", Duration.ofMinutes(1), "closed", "open"));

  private static final Map<ChannelId, Channel> BY_ID =
      CHANNELS.stream().collect(Collectors.toMap(Channel::id, Function.identity()));

  private Lab() {}

  static Optional<Channel> channel(ChannelId id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  static Channel number(String id, String unit) {
    return Channel.number(new ChannelId(id), Unit.of(unit), id, Duration.ofSeconds(10));
  }

  static BoundCondition condition(String text) {
    return Condition.parse(text).bind(Lab::channel);
  }

  static BoundExpression expression(String text) {
    return Expression.parse(text).bind(Lab::channel);
  }

  static Truth truth(String text, Facts facts) {
    return condition(text).step(ConditionState.START, facts).truth();
  }

  static String because(String text, Facts facts) {
    return condition(text).step(ConditionState.START, facts).because();
  }
}
