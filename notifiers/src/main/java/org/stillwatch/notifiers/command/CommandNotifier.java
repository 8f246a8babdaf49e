package org.stillwatch.notifiers.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.notifiers.text.Cut;
import org.stillwatch.notifiers.text.Mask;

/**
 * Runs a program for each message, with the notice as JSON on its standard input and its parts in
 * {@code STILLWATCH_...}. Exit code 0 is success, 75 (EX_TEMPFAIL of sysexits.h) asks to try again,
 * any other refuses. A program that takes too long is killed with all that it started.
 */
final class CommandNotifier implements Notifier {

  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /** sysexits.h: the user is invited to retry. */
  private static final int EX_TEMPFAIL = 75;

  private static final int OUTPUT_BYTES = 4 * 1024;

  /** For the output of a program that has ended but left others with its streams. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final List<String> command;
  private final CommandSettings settings;
  private final Duration timeout;
  private final Mask mask;

  CommandNotifier(CommandSettings settings) {
    if (settings.run().isEmpty() || settings.run().getFirst().isBlank()) {
      throw new IllegalArgumentException(
          "run is empty; expected a list: the program, then its arguments");
    }
    timeout = settings.timeout().orElse(USUAL_TIMEOUT);
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + seconds() + "; expected more than 0 s and at most 300 s");
    }
    for (var name : settings.environment().keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.startsWith("STILLWATCH_")) {
        throw new IllegalArgumentException(
            "environment names '"
                + name
                + "'; expected letters, digits and _, and not beginning with STILLWATCH_");
      }
    }
    this.settings = settings;
    command = List.copyOf(settings.run());
    mask = new Mask(settings.environment().values().stream().map(Secret::reveal).toList());
  }

  @Override
  public Delivery deliver(Message message) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    settings.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    settings
        .environment()
        .forEach((name, value) -> builder.environment().put(name, value.reveal()));
    builder.environment().putAll(variables(message));
    Process process;
    try {
      process = builder.start();
    } catch (IOException notShown) {
      return new Delivery.Refused(
          "the program "
              + command.getFirst()
              + " cannot be started; expected the path of a program that may be run");
    }
    var output = new Output(process.getInputStream());
    var reader = Thread.ofVirtual().name("command-output").start(output);
    var writer = Thread.ofVirtual().name("command-input").start(() -> write(message, process));
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Delivery.TryLater(
            Optional.empty(),
            program() + " did not end within " + seconds() + " and was killed",
            true);
      }
      var _ = reader.join(LAST_WORDS);
      return judge(process.exitValue(), said(output, message));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Delivery.TryLater(
          Optional.empty(), program() + " was killed, since the station stops", true);
    } finally {
      kill(process);
      writer.interrupt();
    }
  }

  private Delivery judge(int exit, String said) {
    if (exit == 0) {
      return new Delivery.Delivered("exit code 0" + said);
    }
    var reason = program() + " ended with exit code " + exit + said;
    return exit == EX_TEMPFAIL
        ? new Delivery.TryLater(Optional.empty(), reason)
        : new Delivery.Refused(reason);
  }

  private String said(Output output, Message message) {
    var hidden = new ArrayList<String>();
    message.acknowledge().ifPresent(page -> hidden.add(page.toString()));
    var words = mask.and(hidden).excerpt(output.begin());
    return words.isEmpty() ? "" : ": " + words;
  }

  /** The name of the program alone: arguments may hold secrets. */
  private String program() {
    var path = command.getFirst();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private String seconds() {
    return Numbers.plain(timeout.toMillis() / 1000.0) + " s";
  }

  private static Map<String, String> variables(Message message) {
    var notice = message.notice();
    var variables = new TreeMap<String, String>();
    variables.put("STILLWATCH_ID", notice.id());
    variables.put("STILLWATCH_TIME", notice.time().toString());
    variables.put("STILLWATCH_STATION", notice.station());
    variables.put("STILLWATCH_KIND", notice.kind().word());
    variables.put("STILLWATCH_SEVERITY", notice.severity().word());
    variables.put("STILLWATCH_TITLE", message.title());
    variables.put("STILLWATCH_TEXT", notice.text());
    variables.put("STILLWATCH_LATE", Boolean.toString(notice.late()));
    variables.put("STILLWATCH_REPEAT", Boolean.toString(message.possibleRepeat()));
    notice
        .about()
        .ifPresent(
            about -> {
              variables.put("STILLWATCH_CHANNEL", about.channel().text());
              about
                  .value()
                  .ifPresent(value -> variables.put("STILLWATCH_VALUE", Numbers.plain(value)));
              variables.put("STILLWATCH_UNIT", about.unit());
            });
    notice.rule().ifPresent(rule -> variables.put("STILLWATCH_RULE", rule));
    message
        .acknowledge()
        .ifPresent(page -> variables.put("STILLWATCH_ACKNOWLEDGE", page.toString()));
    message.whole().ifPresent(page -> variables.put("STILLWATCH_WHOLE", page.toString()));
    // the environment cannot hold a NUL, and one variable may be 128 KiB on Linux
    variables.replaceAll((name, value) -> bounded(value.replace('\0', ' ')));
    return variables;
  }

  private static String bounded(String value) {
    return Cut.fit(value, 100_000, Cut::bytes);
  }

  private static void write(Message message, Process process) {
    try (var in = process.getOutputStream()) {
      in.write((NoticeJson.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      // the program does not have to read it
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.getInputStream().close();
    } catch (IOException closed) {
      // nothing of it is wanted any more
    }
  }

  /** Reads all that a program says, so that it never waits, and keeps the begin. */
  private static final class Output implements Runnable {

    private final InputStream in;
    private final ByteArrayOutputStream begin = new ByteArrayOutputStream();

    Output(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      var buffer = new byte[1024];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          begin.write(buffer, 0, Math.min(n, Math.max(0, OUTPUT_BYTES - begin.size())));
        }
      } catch (IOException closed) {
        // what came before is enough
      }
    }

    String begin() {
      return begin.toString(StandardCharsets.UTF_8);
    }
  }
}
