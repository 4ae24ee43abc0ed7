// RabbitMQ's Java client against Warren. The first argument is the broker's AMQP URL; one line for each check.

import com.rabbitmq.client.*;
import com.rabbitmq.client.impl.LongStringHelper;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;

public class JavaChecks {
  static final int TEN_MIB = 10 * 1024 * 1024;
  static final ConnectionFactory factory = new ConnectionFactory();
  static int failed = 0;

  interface Check {
    void run(Channel channel, String queue) throws Exception;
  }

  interface Act {
    void run() throws Exception;
  }

  static void check(String name, Check check) {
    long start = System.nanoTime();
    try {
      session(check);
      System.out.printf("ok   java: %s (%.1f s)%n", name, (System.nanoTime() - start) / 1e9);
    } catch (Throwable error) {
      failed++;
      System.out.printf("FAIL java: %s: %s%n", name, error);
    }
  }

  static void session(Check check) throws Exception {
    Connection connection = factory.newConnection();
    try {
      Channel channel = connection.createChannel();
      check.run(channel, channel.queueDeclare().getQueue());
    } finally {
      if (connection.isOpen()) connection.close();
    }
  }

  static void equal(Object got, Object wanted) {
    if (!Objects.equals(got, wanted)) throw new AssertionError("got " + got + ", wanted " + wanted);
  }

  /** The action must close the channel with this code. */
  static void closesWith(int code, Act act) throws Exception {
    try {
      act.run();
    } catch (java.io.IOException error) {
      ShutdownSignalException shutdown = (ShutdownSignalException) error.getCause();
      equal(((AMQP.Channel.Close) shutdown.getReason()).getReplyCode(), code);
      return;
    }
    throw new AssertionError("the channel was not closed with " + code);
  }

  static void many(Channel channel, String queue) throws Exception {
    int total = 10_000;
    channel.confirmSelect();
    for (int number = 0; number < total; number++)
      channel.basicPublish("", queue, true, null, Integer.toString(number).getBytes());
    channel.waitForConfirmsOrDie(30_000);
    channel.basicQos(200);
    BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
    channel.basicConsume(queue, false, new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
          throws java.io.IOException {
        channel.basicAck(envelope.getDeliveryTag(), false);
        got.add(envelope.isRedeliver() ? -1 : Integer.parseInt(new String(body)));
      }
    });
    for (int number = 0; number < total; number++) equal(got.poll(30, TimeUnit.SECONDS), number);
    equal(channel.messageCount(queue), 0L);
  }

  static void bodies(Channel channel, String queue) throws Exception {
    for (int size : new int[] {0, 1, 131064, 131072, TEN_MIB}) {
      channel.basicPublish("", queue, null, new byte[size]);
      equal(channel.basicGet(queue, true).getBody().length, size);
    }
  }

  static void headers(Channel channel, String queue) throws Exception {
    Map<String, Object> table = new HashMap<>();
    table.put("text", LongStringHelper.asLongString("Gr\u00fc\u00dfe"));
    table.put("yes", true);
    table.put("nothing", null);
    table.put("byte", (byte) -1);
    table.put("short", (short) -300);
    table.put("int", -2_000_000_000);
    table.put("long", 1_500_000_000_000L);
    table.put("float", 1.5f);
    table.put("double", 2.25d);
    table.put("decimal", new java.math.BigDecimal("19.99"));
    table.put("at", new Date(1_700_000_000_000L));
    table.put("list", List.of(1, true, Map.of("deep", 2)));
    table.put("table", Map.of("a", 1));
    AMQP.BasicProperties given = new AMQP.BasicProperties.Builder()
        .headers(table).contentType("text/plain").contentEncoding("gzip").deliveryMode(2).priority(7)
        .correlationId("c").replyTo("r").expiration("60000").messageId("m").timestamp(new Date(1_700_000_000_000L))
        .type("t").userId("guest").appId("a").build();
    channel.basicPublish("", queue, given, new byte[] {1});
    AMQP.BasicProperties got = channel.basicGet(queue, true).getProps();
    equal(got.getHeaders(), table);
    equal(got.builder().headers(null).build().toString(), given.builder().headers(null).build().toString());
  }

  static void mandatory(Channel channel, String queue) throws Exception {
    BlockingQueue<String> returned = new LinkedBlockingQueue<>();
    channel.addReturnListener((code, text, exchange, key, properties, body) ->
        returned.add(code + " " + text + " " + key + " " + new String(body, StandardCharsets.UTF_8)));
    channel.basicPublish("", "nobody", true, null, "x".getBytes());
    equal(returned.poll(10, TimeUnit.SECONDS), "312 NO_ROUTE nobody x");
  }

  static void errors(Channel owner, String queue) throws Exception {
    session((channel, mine) -> closesWith(404, () -> channel.queueDeclarePassive("nobody")));
    session((channel, mine) -> closesWith(405, () -> channel.queueDeclarePassive(queue)));
    session((channel, mine) -> closesWith(406, () -> channel.exchangeDeclare("amq.topic", "fanout", true)));
    session((channel, mine) -> closesWith(403, () -> channel.exchangeDeclare("amq.mine", "fanout", true)));
  }

  public static void main(String[] arguments) throws Exception {
    factory.setUri(arguments[0]);
    check("10,000 messages with confirms and manual acks, nothing lost and nothing twice", JavaChecks::many);
    check("bodies of 0, 1, frame-max and 10 MiB", JavaChecks::bodies);
    check("headers of all types that it knows, and all properties", JavaChecks::headers);
    check("a mandatory message that nobody takes", JavaChecks::mandatory);
    check("errors of channels, and an exclusive queue of another connection", JavaChecks::errors);
    System.exit(failed == 0 ? 0 : 1);
  }
}
