package org.stillwatch.notifiers.beep;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;

/** Rings every bell that there is; a computer without one refuses. */
final class BeepNotifier implements Notifier {

  private final List<Bells.Bell> bells;

  BeepNotifier(List<Bells.Bell> bells) {
    this.bells = List.copyOf(bells);
  }

  @Override
  public Delivery deliver(Message message) {
    if (bells.isEmpty()) {
      return new Delivery.Refused(
          "this computer has neither a desktop nor a terminal here, so nothing can ring");
    }
    var rung =
        bells.stream()
            .map(Bells.Bell::ring)
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return rung.isEmpty()
        ? new Delivery.TryLater(Optional.empty(), "the bell could not be rung")
        : new Delivery.Delivered("rang the " + rung + "; whether anyone heard it is not known");
  }
}
