package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks a running station: where it is, and how to say things. */
abstract class Asking implements Callable<Integer> {

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  StationClient station() {
    return remote.station();
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  /** Prints an answer for a program, or the words for a person. */
  void say(JsonNode answer, String words) {
    out().println(json ? answer.toString() : words);
    out().flush();
  }

  /** One sentence that is no answer. */
  void warn(String sentence) {
    err().println(sentence);
    err().flush();
  }
}
