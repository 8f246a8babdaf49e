package org.stillwatch.app.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** The terminal that the program was started in, or lines from a pipe. */
final class TerminalDialogue implements Dialogue {

  private static final String CTRL_C = "INT";

  private final BufferedReader in;
  private final PrintWriter out;

  TerminalDialogue(InputStream in, PrintWriter out) {
    this.in = new BufferedReader(new InputStreamReader(in, charset()));
    this.out = out;
  }

  private static Charset charset() {
    return Optional.ofNullable(System.console())
        .map(Console::charset)
        .orElseGet(Charset::defaultCharset);
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public Optional<String> ask(String prompt) {
    out.print(prompt);
    out.flush();
    try {
      var line = Optional.ofNullable(in.readLine());
      if (line.isEmpty()) {
        out.println();
        out.flush();
      }
      return line;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Interrupts listen() {
    var pressed = new Semaphore(0);
    var before = Signals.register(CTRL_C, pressed::release);
    return new Interrupts() {
      @Override
      public boolean within(Duration atMost) throws InterruptedException {
        return pressed.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
      }

      @Override
      public void close() {
        Signals.unregister(CTRL_C, before);
      }
    };
  }
}
