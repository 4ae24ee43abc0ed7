// amqp091-go against Warren. The first argument is the broker's AMQP URL; one line for each check.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

var url = os.Args[1]
var failed = false

func equal(got, wanted interface{}) {
	if !reflect.DeepEqual(got, wanted) {
		panic(fmt.Sprintf("got %.300v, wanted %.300v", got, wanted))
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func check(name string, act func(channel *amqp.Channel, queue string)) {
	start := time.Now()
	defer func() {
		if problem := recover(); problem != nil {
			failed = true
			fmt.Printf("FAIL go: %s: %v\n", name, problem)
		} else {
			fmt.Printf("ok   go: %s (%.1f s)\n", name, time.Since(start).Seconds())
		}
	}()
	session(act)
}

func session(act func(channel *amqp.Channel, queue string)) {
	connection, err := amqp.Dial(url)
	must(err)
	defer connection.Close()
	channel, err := connection.Channel()
	must(err)
	queue, err := channel.QueueDeclare("", false, false, true, false, nil)
	must(err)
	act(channel, queue.Name)
}

func publish(channel *amqp.Channel, queue string, message amqp.Publishing) {
	must(channel.PublishWithContext(context.Background(), "", queue, true, false, message))
}

func get(channel *amqp.Channel, queue string) amqp.Delivery {
	message, ok, err := channel.Get(queue, true)
	must(err)
	equal(ok, true)
	return message
}

func closesWith(code int, err error) {
	var problem *amqp.Error
	equal(errors.As(err, &problem), true)
	equal(problem.Code, code)
}

func many(channel *amqp.Channel, queue string) {
	const total = 10_000
	must(channel.Confirm(false))
	confirms := channel.NotifyPublish(make(chan amqp.Confirmation, total))
	for number := 0; number < total; number++ {
		publish(channel, queue, amqp.Publishing{Body: []byte(strconv.Itoa(number))})
	}
	for number := 0; number < total; number++ {
		confirm := <-confirms
		equal(confirm, amqp.Confirmation{DeliveryTag: uint64(number + 1), Ack: true})
	}
	must(channel.Qos(200, 0, false))
	deliveries, err := channel.Consume(queue, "", false, false, false, false, nil)
	must(err)
	for number := 0; number < total; number++ {
		delivery := <-deliveries
		equal(string(delivery.Body), strconv.Itoa(number))
		equal(delivery.Redelivered, false)
		must(delivery.Ack(false))
	}
}

func bodies(channel *amqp.Channel, queue string) {
	for _, size := range []int{0, 1, 131064, 131072, 10 * 1024 * 1024} {
		publish(channel, queue, amqp.Publishing{Body: make([]byte, size)})
		equal(len(get(channel, queue).Body), size)
	}
}

func headers(channel *amqp.Channel, queue string) {
	table := amqp.Table{
		"text": "Grüße 😀", "yes": true, "no": false, "nothing": nil, "byte": byte(200), "int8": int8(-1), "int16": int16(-300),
		"int32": int32(-2_000_000_000), "int64": int64(1_500_000_000_000), "float32": float32(1.5), "float64": 2.25,
		"decimal": amqp.Decimal{Scale: 2, Value: 1999}, "at": time.Unix(1_700_000_000, 0), "bytes": []byte{0, 255},
		"list": []interface{}{"a", int32(1), amqp.Table{"deep": "er"}}, "table": amqp.Table{"a": int32(1)},
	}
	publish(channel, queue, amqp.Publishing{
		Headers: table, ContentType: "text/plain", DeliveryMode: 2, Priority: 7, CorrelationId: "c", ReplyTo: "r", Expiration: "60000",
		MessageId: "m", Timestamp: time.Unix(1_700_000_000, 0), Type: "t", UserId: "guest", AppId: "a",
	})
	got := get(channel, queue)
	equal(got.Headers, table)
	equal([]interface{}{got.DeliveryMode, got.Priority, got.UserId, got.Expiration}, []interface{}{uint8(2), uint8(7), "guest", "60000"})
}

func mandatory(channel *amqp.Channel, _ string) {
	returned := channel.NotifyReturn(make(chan amqp.Return, 1))
	publish(channel, "nobody", amqp.Publishing{Body: []byte("x")})
	message := <-returned
	equal([]interface{}{message.ReplyCode, message.ReplyText, message.RoutingKey}, []interface{}{uint16(312), "NO_ROUTE", "nobody"})
}

func problems(_ *amqp.Channel, exclusive string) {
	session(func(channel *amqp.Channel, _ string) {
		_, err := channel.QueueDeclarePassive("nobody", false, false, false, false, nil)
		closesWith(amqp.NotFound, err)
	})
	session(func(channel *amqp.Channel, _ string) {
		_, err := channel.QueueDeclarePassive(exclusive, false, false, false, false, nil)
		closesWith(amqp.ResourceLocked, err)
	})
	session(func(channel *amqp.Channel, _ string) {
		closesWith(amqp.PreconditionFailed, channel.ExchangeDeclare("amq.topic", "fanout", true, false, false, false, nil))
	})
}

func main() {
	check("10,000 messages with confirms and manual acks, nothing lost and nothing twice", many)
	check("bodies of 0, 1, frame-max and 10 MiB", bodies)
	check("headers of all types that it knows", headers)
	check("a mandatory message that nobody takes", mandatory)
	check("errors of channels, and an exclusive queue of another connection", problems)
	if failed {
		os.Exit(1)
	}
}
