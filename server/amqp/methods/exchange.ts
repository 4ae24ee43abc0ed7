import type { Handlers } from './dispatch';

export const exchangeHandlers: Handlers = {
  'exchange.declare'(channel, args) {
    if (args.passive) channel.session.findExchange(args.exchange);
    else channel.session.declareExchange(args.exchange, args);
    if (!args.noWait) channel.send('exchange.declare-ok', {});
  },

  'exchange.delete'(channel, args) {
    channel.session.deleteExchange(args.exchange, args.ifUnused);
    if (!args.noWait) channel.send('exchange.delete-ok', {});
  },

  'exchange.bind'(channel, args) {
    channel.session.bindExchange(args.destination, args.source, args.routingKey, args.arguments);
    if (!args.noWait) channel.send('exchange.bind-ok', {});
  },

  'exchange.unbind'(channel, args) {
    channel.session.unbindExchange(args.destination, args.source, args.routingKey, args.arguments);
    if (!args.noWait) channel.send('exchange.unbind-ok', {});
  },
};
