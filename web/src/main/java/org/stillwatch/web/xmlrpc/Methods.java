package org.stillwatch.web.xmlrpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.station.StationView;

/** All methods that may be called: those of the supply, and those that every server has. */
public final class Methods {

  /** More calls in one would keep others waiting. */
  private static final int MOST_AT_ONCE = 100;

  private static final String MULTICALL = "system.multicall";

  private final SupplyMethods supply;

  /**
   * A method.
   *
   * @param signature type of the result, then those of the arguments; none is promised where
   *     several are possible
   */
  private record Method(String help, List<String> signature) {}

  private static final Map<String, Method> METHODS =
      Map.of(
          "get",
          new Method(
              "get(board, channel, parameter): the newest reading of VMon, IMonH, IMonL, VSet,"
                  + " ISet, Pw, Status, RUp, RDWn, Trip, PDwn, MaxV or ImonRange; V, uA, V/s, s.",
              List.of()),
          "set",
          new Method(
              "set(board, channel, parameter, value): sets VSet, ISet, Pw, RUp, RDWn, Trip, PDwn,"
                  + " MaxV or ImonRange and reads it back.",
              List.of()),
          "system.listMethods",
          new Method("The names of all methods.", List.of("array")),
          "system.methodHelp",
          new Method("What a method does.", List.of("string", "string")),
          "system.methodSignature",
          new Method("Result and arguments of a method.", List.of("array", "string")),
          MULTICALL,
          new Method(
              "Several calls in one, each {methodName, params}.", List.of("array", "array")));

  /**
   * @param instrument the supply; empty: the only one there is
   * @param maxStep a voltage rises by no more at once
   * @param why the reason of every command
   */
  public Methods(
      StationView station, Optional<String> instrument, Optional<Quantity> maxStep, String why) {
    supply = new SupplyMethods(station, instrument, maxStep, why);
  }

  /**
   * Carries out a call.
   *
   * @throws Fault with one sentence when that is not possible
   */
  public Value call(Call call, Asker asker) {
    return switch (call.method()) {
      case "get" -> supply.get(call.arguments());
      case "set" -> supply.set(call.arguments(), asker);
      case "system.listMethods" ->
          new Value.Items(METHODS.keySet().stream().sorted().<Value>map(Value.Text::new).toList());
      case "system.methodHelp" -> new Value.Text(named(call).help());
      case "system.methodSignature" -> signature(named(call));
      case MULTICALL -> several(call, asker);
      default -> throw unknown(call.method());
    };
  }

  private static Method named(Call call) {
    if (call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Value.Text(String name)) {
      return Optional.ofNullable(METHODS.get(name)).orElseThrow(() -> unknown(name));
    }
    throw new Fault(
        Fault.WRONG_ARGUMENTS, call.method() + " takes the name of a method, such as 'get'");
  }

  /** The convention of other servers for what is not fixed: a text in place of signatures. */
  private static Value signature(Method method) {
    return method.signature().isEmpty()
        ? new Value.Text("signatures not supported")
        : new Value.Items(
            List.of(
                new Value.Items(method.signature().stream().<Value>map(Value.Text::new).toList())));
  }

  private Value several(Call call, Asker asker) {
    if (call.arguments().size() != 1
        || !(call.arguments().getFirst() instanceof Value.Items(List<Value> calls))) {
      throw new Fault(
          Fault.WRONG_ARGUMENTS, MULTICALL + " takes one array of {methodName, params}");
    }
    if (calls.size() > MOST_AT_ONCE) {
      throw new Fault(
          Fault.WRONG_ARGUMENTS,
          calls.size() + " calls in one are too many; expected at most " + MOST_AT_ONCE);
    }
    var results = new ArrayList<Value>();
    for (var each : calls) {
      try {
        results.add(new Value.Items(List.of(call(inner(each), asker))));
      } catch (Fault fault) {
        results.add(AnswerWriter.struct(fault));
      }
    }
    return new Value.Items(results);
  }

  private static Call inner(Value given) {
    if (given instanceof Value.Struct(Map<String, Value> members)
        && members.get("methodName") instanceof Value.Text(String name)
        && members.get("params") instanceof Value.Items(List<Value> arguments)) {
      if (name.equals(MULTICALL)) {
        throw new Fault(Fault.WRONG_ARGUMENTS, MULTICALL + " may not be within itself");
      }
      return new Call(name, arguments);
    }
    throw new Fault(
        Fault.WRONG_ARGUMENTS, "a call within " + MULTICALL + " is no {methodName, params}");
  }

  private static Fault unknown(String name) {
    return new Fault(
        Fault.NO_SUCH_METHOD,
        "there is no method '"
            + CallReader.cut(name)
            + "'; "
            + NearMiss.of(CallReader.cut(name), List.of("get", "set", "system.listMethods")));
  }
}
