package org.stillwatch.web.xmlrpc;

import java.util.List;

/** A method that somebody calls, and with what. */
public record Call(String method, List<Value> arguments) {
  public Call {
    arguments = List.copyOf(arguments);
  }
}
