package org.stillwatch.simulators.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Publishes over MQTT 3.1.1 with quality 1: the broker has the message when {@link #publish}
 * returns. Section numbers are those of the OASIS standard.
 */
public final class MqttPublisher implements AutoCloseable {

  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int PUBLISH_ONCE_AT_LEAST = 0x32;
  private static final int RETAIN = 1;
  private static final int PUBACK = 0x40;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private int packet;

  public MqttPublisher(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    var body = new ByteArrayOutputStream();
    text(body, "MQTT");
    body.write(4); // protocol level 3.1.1
    body.write(2); // clean session
    body.write(0);
    body.write(0); // no keep-alive
    text(body, "simulator-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    send(CONNECT, body.toByteArray());
    var accepted = receive(CONNACK);
    if (accepted[1] != 0) {
      throw new IOException("the broker refused the publisher with " + accepted[1]);
    }
  }

  /** Gives a message to the broker and waits until it has it. */
  public void publish(String topic, byte[] payload) throws IOException {
    publish(topic, payload, PUBLISH_ONCE_AT_LEAST);
  }

  /** The same; the broker keeps it for whoever listens later. */
  public void retain(String topic, byte[] payload) throws IOException {
    publish(topic, payload, PUBLISH_ONCE_AT_LEAST | RETAIN);
  }

  private void publish(String topic, byte[] payload, int type) throws IOException {
    packet = packet % 0xFFFF + 1;
    var body = new ByteArrayOutputStream();
    text(body, topic);
    body.write(packet >> 8);
    body.write(packet);
    body.write(payload);
    send(type, body.toByteArray());
    receive(PUBACK);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length >> 8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  /** Section 2.2: type, remaining length in groups of 7 bits, body. */
  private void send(int type, byte[] body) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(type);
    int length = body.length;
    do {
      int digit = length % 128;
      length /= 128;
      out.write(length > 0 ? digit | 128 : digit);
    } while (length > 0);
    out.write(body);
    socket.getOutputStream().write(out.toByteArray());
  }

  private byte[] receive(int type) throws IOException {
    int got = in.read();
    if (got != type) {
      throw got < 0
          ? new EOFException("the broker is gone")
          : new IOException("the broker sent packet " + got + ", expected " + type);
    }
    var body = new byte[in.read()];
    in.readFully(body);
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
