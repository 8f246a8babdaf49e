package org.stillwatch.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.stillwatch.simulators.bluefors.BlueforsLogWriter;
import org.stillwatch.simulators.bluefors.Build;
import org.stillwatch.simulators.bluefors.FridgeModel;

/** Memory and CPU of a station that runs, with nothing new, with rows, and with an open page. */
final class IdleCost {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int SECONDS = 60;
  private static final int ROW_SECONDS = 10;

  private IdleCost() {}

  static void run(RealDays days, Scratch scratch) throws IOException, InterruptedException {
    var imported = scratch.fresh("data");
    var logs = scratch.copy(days.folder());
    var station = scratch.station(logs);
    var import6 = ImportCost.into(imported, station, List.of(), List.of());
    System.out.println(import6.readings() + " readings in the data folder");
    Table.head("station, over " + SECONDS + " s", "CPU, % of a core", "RSS");
    measure("nothing new", logs, station, imported, List.of(), false, false);
    measure("nothing new, -Xmx64m", logs, station, imported, List.of("-Xmx64m"), false, false);
    measure("rows each 10 s in 21 files", logs, station, imported, List.of(), true, false);
    measure("rows and an open page", logs, station, imported, List.of(), true, true);
  }

  private static void measure(
      String what,
      Path logs,
      Path station,
      Path data,
      List<String> options,
      boolean rows,
      boolean page)
      throws IOException, InterruptedException {
    var writer = new BlueforsLogWriter(logs, ZoneOffset.UTC, Build.CURRENT);
    var model = new FridgeModel(1);
    var state = model.at(FridgeModel.timeToBase());
    try (var child =
            Child.stillwatch(
                options, "run", station.toString(), "--port", "0", "--data", data.toString());
        var client = HttpClient.newHttpClient()) {
      var address = child.rest("page: ");
      var ready = child.until("ready");
      var feed = page ? follow(client, address) : InputStream.nullInputStream();
      Thread.sleep(WARM_UP);
      var before = child.cpu();
      long start = System.nanoTime();
      for (int i = 0; i < SECONDS / ROW_SECONDS; i++) {
        if (rows) {
          state = model.step(state, Duration.ofSeconds(ROW_SECONDS));
          writer.write(Instant.now(), state);
        }
        Thread.sleep(Duration.ofSeconds(ROW_SECONDS));
      }
      double share =
          100.0 * child.cpu().minus(before).toNanos() / (double) (System.nanoTime() - start);
      Table.row(
          what, String.format(Locale.ROOT, "%.2f", share), Table.megabytes(child.residentBytes()));
      feed.close();
      if (ready.isNegative()) {
        throw new IllegalStateException("ready before the start");
      }
    }
  }

  /** Reads the live feed as the page does. */
  private static InputStream follow(HttpClient client, String page)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(page).resolve("/api/v1/live")).build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException("the live feed answered " + answer.statusCode());
    }
    var body = answer.body();
    var _ =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    body.transferTo(OutputStream.nullOutputStream());
                  } catch (IOException closed) {
                    Thread.currentThread().interrupt();
                  }
                });
    return body;
  }
}
