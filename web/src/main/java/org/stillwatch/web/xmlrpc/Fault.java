package org.stillwatch.web.xmlrpc;

/**
 * Why a call was not carried out, for the program that called and the person who reads its output.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What was asked for is not possible, was refused or failed; Python's own server says 1. */
  static final int REFUSED = 1;

  // the codes that XML-RPC servers agreed on: xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php
  static final int NOT_WELL_FORMED = -32700;
  static final int NOT_XML_RPC = -32600;
  static final int NO_SUCH_METHOD = -32601;
  static final int WRONG_ARGUMENTS = -32602;
  static final int INTERNAL = -32603;

  private final int code;

  Fault(int code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  /** Something that should not happen; the log of the station says more. */
  public static Fault internal() {
    return new Fault(INTERNAL, "the call failed inside the station; its log says why");
  }

  public int code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
