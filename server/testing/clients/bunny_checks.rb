# Bunny (Ruby) against Warren. The first argument is the broker's AMQP URL; one line for each check.

require 'bunny'

URL = ARGV.fetch(0)
TEN_MIB = 10 * 1024 * 1024
$failed = 0

def equal(got, wanted)
  raise "got #{got.inspect[0, 300]}, wanted #{wanted.inspect[0, 300]}" unless got == wanted
end

# The block must fail with this exception, whose text contains the given one.
def fails_with(kind, text)
  begin
    yield
  rescue kind => e
    raise "failed with #{e.message}, which does not say #{text}" unless e.message.include?(text)

    return
  end
  raise "did not fail with #{kind}"
end

def session(**options)
  connection = Bunny.new(URL, automatically_recover: false, log_level: Logger::FATAL, **options).start
  channel = connection.create_channel
  yield channel, channel.queue('', exclusive: true)
ensure
  connection&.close if connection&.open?
end

def check(name)
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  yield
  took = Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
  puts format('ok   bunny: %s (%.1f s)', name, took)
rescue StandardError => e
  $failed += 1
  puts "FAIL bunny: #{name}: #{e.class}: #{e.message}"
ensure
  $stdout.flush
end

check('10,000 messages with confirms and manual acks, nothing lost and nothing twice') do
  session do |channel, queue|
    channel.confirm_select
    channel.prefetch(200)
    10_000.times { |number| queue.publish(number.to_s, mandatory: true) }
    equal(channel.wait_for_confirms, true)
    arrived = Queue.new
    queue.subscribe(manual_ack: true) do |delivery, _, body|
      channel.ack(delivery.delivery_tag)
      arrived << [body.to_i, delivery.redelivered?]
    end
    equal(Array.new(10_000) { arrived.pop }, Array.new(10_000) { |number| [number, false] })
    equal(queue.message_count, 0)
  end
end

check('bodies of 0, 1, frame-max and 10 MiB, in frames of 4096 and 131072') do
  [4096, 131_072].each do |frame_max|
    session(frame_max: frame_max) do |_, queue|
      [0, 1, frame_max - 8, frame_max, TEN_MIB].each do |size|
        queue.publish('w' * size)
        _, _, body = queue.pop
        equal(body.bytesize, size)
      end
    end
  end
end

check('headers of all types that it knows') do
  table = {
    'text' => 'Grüße 😀', 'yes' => true, 'no' => false, 'nothing' => nil, 'int' => -2_000_000_000,
    'long' => 1_500_000_000_000, 'float' => 1.5, 'at' => Time.at(1_700_000_000),
    'list' => ['a', 1, { 'deep' => 'er' }], 'table' => { 'a' => 1, 'b' => { 'c' => 'd' } }
  }
  session do |_, queue|
    queue.publish('x', headers: table, priority: 3, message_id: 'm', timestamp: 1_700_000_000, persistent: true)
    _, properties, = queue.pop
    equal(properties.headers.transform_values { |it| it.is_a?(String) ? it.dup.force_encoding('UTF-8') : it }, table)
    equal([properties.priority, properties.message_id, properties.delivery_mode], [3, 'm', 2])
  end
end

check('a mandatory message that nobody takes') do
  session do |channel, _|
    returned = Queue.new
    exchange = channel.default_exchange
    exchange.on_return { |info, _, body| returned << [info.reply_code, info.reply_text, body] }
    exchange.publish('x', routing_key: 'nobody', mandatory: true)
    equal(returned.pop, [312, 'NO_ROUTE', 'x'])
  end
end

check('two connections, an exclusive queue and errors of channels') do
  session do |_, queue|
    session do |other, _|
      fails_with(Bunny::ResourceLocked, 'RESOURCE_LOCKED') { other.queue(queue.name, exclusive: true) }
    end
    session do |other, _|
      fails_with(Bunny::NotFound, 'NOT_FOUND') { other.queue('nobody', passive: true) }
    end
    session do |other, _|
      other.exchange('bunny', type: :topic, auto_delete: true)
      fails_with(Bunny::PreconditionFailed, 'PRECONDITION_FAILED') { other.exchange('bunny', type: :fanout) }
      other.connection.create_channel.exchange_delete('bunny')
    end
  end
end

check('a topic exchange and the cancellation of a consumer whose queue is deleted') do
  session do |channel, queue|
    exchange = channel.topic('bunny.topic', auto_delete: true)
    queue.bind(exchange, routing_key: 'order.*.paid')
    exchange.publish('no', routing_key: 'order.eu.shipped')
    exchange.publish('yes', routing_key: 'order.eu.paid')
    equal(queue.pop[2], 'yes')
    cancelled = Queue.new
    consumer = Bunny::Consumer.new(channel, queue)
    consumer.on_cancellation { cancelled << true }
    queue.subscribe_with(consumer)
    queue.delete
    equal(cancelled.pop, true)
  end
end

exit($failed.zero? ? 0 : 1)
