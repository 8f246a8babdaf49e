package org.stillwatch.notifiers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

/** Runs {@link Program}, a program for each of these tests, in a JVM of its own. */
class CommandNotifierTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home", ""), "bin", "java").toString();

  @TempDir private Path folder = Path.of("");

  /** What the notifier runs; each takes its part by its first argument. */
  public static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      switch (args[0]) {
        case "tell" -> {
          Files.write(Path.of("stdin"), System.in.readAllBytes());
          var seen = new ArrayList<String>();
          System.getenv()
              .forEach(
                  (name, value) -> {
                    if (name.startsWith("STILLWATCH_")) {
                      seen.add(name + "=" + value);
                    }
                  });
          seen.sort(null);
          Files.writeString(Path.of("environment"), String.join("\0", seen));
          Files.writeString(Path.of("arguments"), String.join("\0", args));
        }
        case "say" -> {
          System.out.println("\u001b[2Jthe key is " + System.getenv("KEY"));
          System.err.println("and " + System.getenv("STILLWATCH_ACKNOWLEDGE"));
        }
        case "chatter" -> {
          for (int i = 0; i < 2_000; i++) {
            System.out.println("for ever and ever ".repeat(100));
          }
        }
        case "hang" -> {
          var child =
              new ProcessBuilder(
                      JAVA,
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      System.getProperty("java.class.path", ""),
                      Program.class.getName(),
                      "child")
                  .inheritIO()
                  .start();
          int exit = child.waitFor();
          System.exit(exit);
        }
        case "child" -> {
          Files.writeString(Path.of("pid"), Long.toString(ProcessHandle.current().pid()));
          Thread.currentThread().join();
        }
        default -> System.exit(Integer.parseInt(args[0]));
      }
    }
  }

  private CommandNotifier notifier(
      Duration timeout, Map<String, Secret> environment, String... args) {
    var run =
        new ArrayList<>(
            List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path", ""),
                Program.class.getName()));
    run.addAll(List.of(args));
    return new CommandNotifier(
        new CommandSettings(run, environment, Optional.of(folder), Optional.of(timeout)));
  }

  private Delivery run(Message message, String... args) {
    return notifier(Duration.ofSeconds(60), Map.of("KEY", new Secret("SECRET1")), args)
        .deliver(message);
  }

  private static Message message(String title, String text) {
    return new Message(
        new Notice(
            "5f2a",
            Instant.parse("2026-06-26T13:55:02Z"),
            "Blue lab",
            Notice.Kind.ALARM,
            Severity.CRITICAL,
            title,
            text,
            Optional.of(
                new Notice.About(new ChannelId("fridge/flow"), OptionalDouble.of(1.52), "mmol/s")),
            Optional.of("flow"),
            false),
        List.of(),
        true,
        Optional.of(URI.create("http://lab/ack?key=Zm9vYmFy")),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @Test
  void givesTheNoticeOnItsInputAndInItsEnvironmentAndToNoShell() throws IOException {
    var evil = "$(touch pwned) `touch pwned`; touch pwned | & > x \"' \0 %PATH%";
    var message = message(evil, evil);
    assertEquals(new Delivery.Delivered("exit code 0"), run(message, "tell", "$HOME", "a b", "*"));
    assertEquals(NoticeJson.write(message) + "\n", Files.readString(folder.resolve("stdin")));
    assertEquals("tell\0$HOME\0a b\0*", Files.readString(folder.resolve("arguments")));
    var environment = List.of(Files.readString(folder.resolve("environment")).split("\0", -1));
    assertTrue(environment.contains("STILLWATCH_SEVERITY=critical"), environment::toString);
    assertTrue(environment.contains("STILLWATCH_VALUE=1.52"), environment::toString);
    assertTrue(environment.contains("STILLWATCH_REPEAT=true"), environment::toString);
    assertTrue(
        environment.contains("STILLWATCH_TITLE=Possible repeat: " + evil.replace('\0', ' ')),
        environment::toString);
    assertFalse(Files.exists(folder.resolve("pwned")));
  }

  @Test
  void readsTheExitCodeAsSendmailDoes() {
    var message = message("t", "t");
    assertInstanceOf(Delivery.TryLater.class, run(message, "75"));
    var refused = assertInstanceOf(Delivery.Refused.class, run(message, "3"));
    assertTrue(refused.reason().contains("exit code 3"), refused::reason);
  }

  @Test
  void showsWhatTheProgramSaysWithoutSecretsOnOneLine() {
    var delivered = assertInstanceOf(Delivery.Delivered.class, run(message("t", "t"), "say"));
    assertEquals("exit code 0: [2Jthe key is \u2026 and \u2026", delivered.receipt());
  }

  @Test
  void keepsLittleOfAProgramThatSaysMuch() {
    var delivered = assertInstanceOf(Delivery.Delivered.class, run(message("t", "t"), "chatter"));
    assertTrue(delivered.receipt().length() < 250, delivered::receipt);
  }

  @Test
  void killsAProgramThatTakesTooLongWithAllThatItStarted() throws Exception {
    // long enough for two JVMs to start
    var notifier = notifier(Duration.ofSeconds(8), Map.of(), "hang");
    var later = assertInstanceOf(Delivery.TryLater.class, notifier.deliver(message("t", "t")));
    assertTrue(later.reason().contains("8 s"), later::reason);
    assertTrue(later.mayHaveArrived(), "it may have told somebody before");
    long pid = Long.parseLong(Files.readString(folder.resolve("pid"), StandardCharsets.US_ASCII));
    var child = ProcessHandle.of(pid);
    if (child.isPresent()) {
      var gone = child.get().onExit().get(20, TimeUnit.SECONDS);
      assertFalse(gone.isAlive());
    }
  }

  @Test
  void refusesAProgramThatIsNotThere() {
    var notifier =
        new CommandNotifier(
            new CommandSettings(
                List.of("/nowhere/tell-lab", "SECRET1"),
                Map.of(),
                Optional.empty(),
                Optional.empty()));
    var refused = assertInstanceOf(Delivery.Refused.class, notifier.deliver(message("t", "t")));
    assertTrue(refused.reason().contains("/nowhere/tell-lab"), refused::reason);
    assertFalse(refused.reason().contains("SECRET1"), refused::reason);
  }

  @Test
  void refusesSettingsThatCannotWork() {
    for (var bad :
        List.of(
            new CommandSettings(List.of(), Map.of(), Optional.empty(), Optional.empty()),
            new CommandSettings(
                List.of("x"),
                Map.of("STILLWATCH_ID", new Secret("SECRET1")),
                Optional.empty(),
                Optional.empty()),
            new CommandSettings(
                List.of("x"), Map.of("A=B", new Secret("x")), Optional.empty(), Optional.empty()),
            new CommandSettings(
                List.of("x"), Map.of(), Optional.empty(), Optional.of(Duration.ZERO)))) {
      var refusal =
          assertThrows(IllegalArgumentException.class, () -> new CommandKind().open("own", bad));
      assertFalse(String.valueOf(refusal.getMessage()).contains("SECRET1"));
    }
  }
}
