package org.stillwatch.link.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.stillwatch.core.notice.Secret;

/**
 * The messages of some topics, over MQTT 3.1.1. Connects in the background and tries again for
 * ever, first after 1 s, then after twice as long each time up to 15 s. Keeps a bounded number of
 * messages; the newest that do not fit are dropped and counted.
 */
public final class MqttFeed implements AutoCloseable {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final MqttQos QOS = MqttQos.AT_LEAST_ONCE;

  /** A connection that is silently gone is noticed after one and a half of these. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  private final BrokerAddress broker;
  private final List<String> topics;
  private final Mqtt3AsyncClient client;
  private final BlockingQueue<MqttMessage> messages;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicReference<MqttState> state = new AtomicReference<>(MqttState.BEGUN);
  private final CountDownLatch tried = new CountDownLatch(1);
  private volatile boolean closed;
  private boolean started;

  /**
   * Who listens, where a broker asks for that.
   *
   * @param password may be left out
   */
  public record Login(String user, Optional<Secret> password) {}

  /** Of one topic, to a broker that asks nobody who he is. */
  public MqttFeed(BrokerAddress broker, String topic, int capacity) {
    this(broker, List.of(topic), Optional.empty(), capacity);
  }

  /**
   * @param topics may hold wildcards
   * @param capacity how many messages are kept until they are taken
   * @throws IllegalArgumentException with one sentence when a topic is none
   */
  public MqttFeed(BrokerAddress broker, List<String> topics, Optional<Login> login, int capacity) {
    for (var topic : topics) {
      if (topic.isBlank() || topic.indexOf('\0') >= 0 || topic.length() > 1000) {
        throw new IllegalArgumentException(
            "topic is none; expected such as channel/measurement/listen");
      }
    }
    this.broker = broker;
    this.topics = List.copyOf(topics);
    this.messages = new ArrayBlockingQueue<>(capacity);
    var builder =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("stillwatch-" + UUID.randomUUID())
            .transportConfig()
            .serverHost(broker.host())
            .serverPort(broker.port())
            .socketConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
            .applyTransportConfig()
            .addConnectedListener(context -> subscribe())
            .addDisconnectedListener(this::disconnected);
    if (broker.secure()) {
      builder = builder.sslWithDefaultConfig();
    }
    if (login.isPresent()) {
      var named = builder.simpleAuth().username(login.get().user());
      var password = login.get().password();
      builder =
          password.isPresent()
              ? named
                  .password(password.get().reveal().getBytes(StandardCharsets.UTF_8))
                  .applySimpleAuth()
              : named.applySimpleAuth();
    }
    this.client = builder.buildAsync();
  }

  /** Begins to connect; more calls do nothing. */
  public void start() {
    if (started) {
      return;
    }
    started = true;
    var connecting = client.connectWith().cleanSession(true).keepAlive(KEEP_ALIVE_SECONDS).send();
    connecting.exceptionally(
        e -> {
          lost(MqttWords.why(e));
          return null;
        });
  }

  private void subscribe() {
    if (closed) {
      var leaving = client.disconnect();
      return;
    }
    var filters =
        topics.stream()
            .map(topic -> Mqtt3Subscription.builder().topicFilter(topic).qos(QOS).build())
            .toList();
    var subscribing =
        client
            .subscribe(Mqtt3Subscribe.builder().addSubscriptions(filters).build(), this::received)
            .whenComplete(
                (done, e) -> {
                  if (e == null && done.getReturnCodes().stream().noneMatch(c -> c.isError())) {
                    state.updateAndGet(MqttState::begun);
                    tried.countDown();
                  } else {
                    lost("it does not let this computer listen to " + topic());
                  }
                });
  }

  private void disconnected(MqttClientDisconnectedContext context) {
    lost(MqttWords.why(context.getCause()));
    var reconnector = context.getReconnector();
    if (closed) {
      reconnector.reconnect(false);
      return;
    }
    int attempts = Math.min(reconnector.getAttempts(), 10);
    long wait = Math.min(LONGEST_RETRY.toMillis(), FIRST_RETRY.toMillis() << attempts);
    // it subscribes by itself at every connection, for brokers that forget
    reconnector
        .reconnect(true)
        .resubscribeIfSessionExpired(false)
        .delay(wait, TimeUnit.MILLISECONDS);
  }

  private void lost(String why) {
    state.updateAndGet(now -> now.lost(why));
    tried.countDown();
  }

  private void received(Mqtt3Publish message) {
    if (!messages.offer(
        new MqttMessage(
            message.getTopic().toString(),
            message.getPayloadAsBytes(),
            message.isRetain(),
            Instant.now()))) {
      dropped.incrementAndGet();
    }
  }

  /**
   * What the messages say that have come, in order; waits for the first.
   *
   * @param atMost how long to wait
   * @return empty when none came, or this thread was interrupted, which it then still is
   */
  public List<byte[]> take(Duration atMost) {
    return takeMessages(atMost).stream().map(MqttMessage::payload).toList();
  }

  /** The messages that have come, as {@link #take}. */
  public List<MqttMessage> takeMessages(Duration atMost) {
    var taken = new ArrayList<MqttMessage>();
    try {
      var first = messages.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        taken.add(first);
        messages.drainTo(taken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  /** Waits until the first attempt to listen succeeded or failed. */
  public MqttState firstState(Duration atMost) {
    try {
      var done = tried.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return state();
  }

  /** How many messages did not fit since this was asked last. */
  public long takeDropped() {
    return dropped.getAndSet(0);
  }

  public MqttState state() {
    return state.get();
  }

  public BrokerAddress broker() {
    return broker;
  }

  /** The topics that it listens to, for a person. */
  public String topic() {
    return String.join(", ", topics);
  }

  @Override
  public void close() {
    closed = true;
    // refused while it is not connected; then the next attempt ends it
    var leaving = client.disconnect().exceptionally(e -> null);
  }
}
