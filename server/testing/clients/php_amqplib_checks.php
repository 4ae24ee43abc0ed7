<?php
// php-amqplib against Warren. The first argument is the broker's AMQP URL; one line for each check.

require_once 'PhpAmqpLib/autoload.php';

use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Exception\AMQPProtocolChannelException;
use PhpAmqpLib\Message\AMQPMessage;
use PhpAmqpLib\Wire\AMQPTable;

ini_set('memory_limit', '512M');
const TEN_MIB = 10 * 1024 * 1024;
$port = parse_url($argv[1], PHP_URL_PORT);
$failed = 0;

function equal($got, $wanted): void
{
    if ($got !== $wanted) {
        throw new RuntimeException('got ' . substr(var_export($got, true), 0, 300) . ', wanted ' . substr(var_export($wanted, true), 0, 300));
    }
}

/** The action must close the channel with this code. */
function closesWith(int $code, callable $act): void
{
    try {
        $act();
    } catch (AMQPProtocolChannelException $error) {
        equal($error->amqp_reply_code, $code);
        return;
    }
    throw new RuntimeException("the channel was not closed with $code");
}

function session(callable $act): void
{
    global $port;
    $connection = new AMQPStreamConnection('127.0.0.1', $port, 'guest', 'guest');
    try {
        $channel = $connection->channel();
        [$queue] = $channel->queue_declare('', false, false, true, false);
        $act($channel, $queue, $connection);
    } finally {
        $connection->close();
    }
}

function check(string $name, callable $act): void
{
    global $failed;
    $start = microtime(true);
    try {
        $act();
        printf("ok   php-amqplib: %s (%.1f s)\n", $name, microtime(true) - $start);
    } catch (Throwable $error) {
        $failed++;
        printf("FAIL php-amqplib: %s: %s: %s\n", $name, get_class($error), $error->getMessage());
    }
}

check('10,000 messages with confirms and manual acks, nothing lost and nothing twice', function () {
    session(function ($channel, $queue) {
        $channel->confirm_select();
        $confirmed = 0;
        $channel->set_ack_handler(function () use (&$confirmed) {
            $confirmed++;
        });
        for ($number = 0; $number < 10000; $number++) {
            $channel->batch_basic_publish(new AMQPMessage((string) $number), '', $queue);
            if ($number % 500 === 499) {
                $channel->publish_batch();
            }
        }
        $channel->wait_for_pending_acks(30);
        equal($confirmed, 10000);
        $channel->basic_qos(0, 200, false);
        $got = [];
        $channel->basic_consume($queue, '', false, false, false, false, function (AMQPMessage $message) use (&$got) {
            equal($message->isRedelivered(), false);
            $got[] = (int) $message->getBody();
            $message->ack();
        });
        while (count($got) < 10000) {
            $channel->wait(null, false, 30);
        }
        equal($got, range(0, 9999));
    });
});

check('bodies of 0, 1, frame-max and 10 MiB', function () {
    session(function ($channel, $queue) {
        foreach ([0, 1, 131064, 131072, TEN_MIB] as $size) {
            $channel->basic_publish(new AMQPMessage(str_repeat('w', $size)), '', $queue);
            equal(strlen($channel->basic_get($queue, true)->getBody()), $size);
        }
    });
});

check('headers and properties', function () {
    session(function ($channel, $queue) {
        $table = ['text' => 'Grüße 😀', 'yes' => true, 'no' => false, 'nothing' => null, 'int' => -2000000000,
            'long' => 1500000000000, 'list' => ['a', 1, ['deep' => 'er']], 'table' => ['a' => 1, 'b' => ['c' => 'd']]];
        $channel->basic_publish(
            new AMQPMessage('x', ['application_headers' => new AMQPTable($table), 'priority' => 3, 'delivery_mode' => 2, 'message_id' => 'm']),
            '',
            $queue
        );
        $message = $channel->basic_get($queue, true);
        equal($message->get('application_headers')->getNativeData(), $table);
        equal([$message->get('priority'), $message->get('delivery_mode'), $message->get('message_id')], [3, 2, 'm']);
    });
});

check('a mandatory message that nobody takes', function () {
    session(function ($channel) {
        $returned = null;
        $channel->set_return_listener(function ($code, $text, $exchange, $key, $message) use (&$returned) {
            $returned = [$code, $text, $key, $message->getBody()];
        });
        $channel->basic_publish(new AMQPMessage('x'), '', 'nobody', true);
        $channel->wait(null, false, 10);
        equal($returned, [312, 'NO_ROUTE', 'nobody', 'x']);
    });
});

check('errors of channels', function () {
    session(fn ($channel) => closesWith(404, fn () => $channel->queue_declare('nobody', true)));
    session(function ($owner, $queue) {
        session(fn ($channel) => closesWith(405, fn () => $channel->queue_declare($queue, true)));
    });
    session(fn ($channel) => closesWith(406, fn () => $channel->exchange_declare('amq.topic', 'fanout', false, true, false)));
});

check('a transaction that is rolled back, and one that is committed', function () {
    session(function ($channel, $queue) {
        $channel->tx_select();
        $channel->basic_publish(new AMQPMessage('no'), '', $queue);
        $channel->tx_rollback();
        $channel->basic_publish(new AMQPMessage('yes'), '', $queue);
        $channel->tx_commit();
        equal($channel->basic_get($queue, true)->getBody(), 'yes');
        equal($channel->basic_get($queue, true), null);
    });
});

exit($failed === 0 ? 0 : 1);
