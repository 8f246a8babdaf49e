package org.stillwatch.app.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A person who knows beforehand what to answer, and what happens while a run is watched. */
final class ScriptedDialogue implements Dialogue {

  private final Deque<String> answers = new ArrayDeque<>();
  private final Deque<BooleanSupplier> meanwhile = new ArrayDeque<>();
  private final List<String> said = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  ScriptedDialogue answers(String... more) {
    answers.addAll(List.of(more));
    return this;
  }

  /** The next time that a run is watched for a while, this happens. */
  ScriptedDialogue then(Runnable happening) {
    meanwhile.add(
        () -> {
          happening.run();
          return false;
        });
    return this;
  }

  /** And after that, Ctrl+C. */
  ScriptedDialogue thenCtrlC() {
    meanwhile.add(() -> true);
    return this;
  }

  String all() {
    return String.join("\n", said);
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public Optional<String> ask(String prompt) {
    asked.add(prompt);
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Interrupts listen() {
    return new Interrupts() {
      @Override
      public boolean within(Duration atMost) {
        var next = meanwhile.poll();
        if (next == null) {
          throw new IllegalStateException("nothing more happens, and the run is still watched");
        }
        return next.getAsBoolean();
      }

      @Override
      public void close() {
        // the script goes on
      }
    };
  }
}
