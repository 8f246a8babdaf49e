package org.stillwatch.app.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.stillwatch.core.station.Guards;

/** Looks whether another station answers on its page and says that it is well. */
public final class PeerLook implements Guards.Look {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SHOWN = 200;

  private final URI health;
  private final HttpClient http = Trust.client(System.getenv(), TIMEOUT);

  /**
   * @param page the address of its page
   */
  public PeerLook(URI page) {
    health = URI.create(page.toString().replaceAll("/+$", "") + "/healthz");
  }

  @Override
  public Optional<String> trouble() {
    try {
      var request = HttpRequest.newBuilder(health).timeout(TIMEOUT).GET().build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return Optional.empty();
      }
      var said = answer.body().strip().replaceAll("\\s+", " ");
      return Optional.of(
          health.getHost()
              + " says: "
              + (said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said));
    } catch (IOException e) {
      return Optional.of(health.getHost() + " does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the look at " + health.getHost() + " was interrupted");
    }
  }
}
