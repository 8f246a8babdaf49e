package org.stillwatch.simulators.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's end of a WebSocket after RFC 6455: text messages, pings, a close. */
public final class WebSocketPeer {

  /** The upper half. */
  public interface Listener {
    /** A client is there. */
    void opened(WebSocketPeer peer) throws IOException;

    /** It sent a text. */
    void received(WebSocketPeer peer, String text) throws IOException;

    /** It is gone. */
    void closed(WebSocketPeer peer);
  }

  /** Section 1.3. */
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int FINAL = 0x80;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final DataInputStream in;
  private final OutputStream out;

  WebSocketPeer(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  static byte[] upgrade(String key) {
    try {
      var sha = MessageDigest.getInstance("SHA-1");
      var accept =
          Base64.getEncoder()
              .encodeToString(sha.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII)));
      return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void serve(Listener listener) throws IOException {
    try {
      listener.opened(this);
      var message = new ByteArrayOutputStream();
      while (true) {
        int first = in.read();
        if (first < 0) {
          return;
        }
        var payload = payload();
        switch (first & 15) {
          case CLOSE -> {
            send(CLOSE, payload);
            return;
          }
          case PING -> send(PONG, payload);
          case PONG -> {}
          default -> {
            message.writeBytes(payload);
            if ((first & FINAL) != 0) {
              listener.received(this, message.toString(StandardCharsets.UTF_8));
              message.reset();
            }
          }
        }
      }
    } finally {
      listener.closed(this);
    }
  }

  /** Section 5.2: length in 7, 16 or 64 bits, then the mask of clients. */
  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 127;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    var mask = new byte[4];
    if ((second & 128) != 0) {
      in.readFully(mask);
    }
    var bytes = new byte[Math.toIntExact(length)];
    in.readFully(bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= mask[i % 4];
    }
    return bytes;
  }

  /** Sends a text. */
  public void send(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void send(int kind, byte[] payload) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(FINAL | kind);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 65_536) {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
    out.flush();
  }
}
