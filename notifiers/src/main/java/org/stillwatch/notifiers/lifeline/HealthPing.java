package org.stillwatch.notifiers.lifeline;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.station.Guards;
import org.stillwatch.notifiers.http.Answer;
import org.stillwatch.notifiers.http.Exchange;
import org.stillwatch.notifiers.http.Outgoing;
import org.stillwatch.notifiers.http.SecretAddress;

/**
 * A sign of life by the protocol of healthchecks.io: a POST to the check's address, or to {@code
 * /fail} below it when something is wrong, with a text that the service keeps. Only status 200 with
 * the text {@code OK} is success (healthchecks.io, Pinging API).
 */
public final class HealthPing implements Guards.Signal {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Exchange well;
  private final Exchange ill;

  /**
   * @param url of the check; it is a secret, since who has it can keep the service calm
   * @throws IllegalArgumentException with one sentence, without the secret
   */
  public HealthPing(Secret url, InstantSource clock) {
    well = exchange(url, clock);
    ill = exchange(new Secret(url.reveal().strip().replaceAll("/+$", "") + "/fail"), clock);
  }

  private static Exchange exchange(Secret url, InstantSource clock) {
    return new Exchange(SecretAddress.of(url, List.of()), "POST", Map.of(), TIMEOUT, clock);
  }

  @Override
  public Delivery send(boolean isWell, String text) {
    var exchange = isWell ? well : ill;
    return switch (exchange.send(Outgoing.text(text))) {
      case Answer.Silent(var why, var arrived) ->
          new Delivery.TryLater(Optional.empty(), exchange.masked() + ": " + why, arrived);
      case Answer.Said said ->
          said.status() == 200 && said.body().strip().equals("OK")
              ? new Delivery.Delivered("200 OK")
              : exchange.withoutSuccess(said);
    };
  }
}
