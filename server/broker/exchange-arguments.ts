import { BrokerError } from './errors';
import { describeField, type FieldTable, type FieldValue, integerOf, stringOf } from './field-table';

type Rule = (field: FieldValue) => string | null;

const isBoolean: Rule = (field) => (field.type === 'bool' ? null : `{unacceptable_type,${field.type}}`);
const isString: Rule = (field) => (stringOf(field) === undefined ? `{unacceptable_type,${field.type}}` : null);

function isInteger(least: number): Rule {
  return (field) => {
    const value = integerOf(field);
    if (value === undefined) return `{unacceptable_type,${field.type}}`;
    return value < least ? `{value_too_small,${describeField(field)}}` : null;
  };
}

/** Arguments that any exchange may have (LavinMQ's names). */
export const EXCHANGE_ARGUMENT_RULES: Readonly<Record<string, Rule>> = {
  'x-message-deduplication': isBoolean,
  'x-deduplication-header': isString,
  'x-cache-size': isInteger(1),
  'x-cache-ttl': isInteger(1),
  'x-delayed-exchange': isBoolean,
};

/** Throws precondition-failed for an argument that cannot be used. */
export function assertExchangeArguments(what: string, args: FieldTable): void {
  for (const [name, rule] of Object.entries(EXCHANGE_ARGUMENT_RULES)) {
    const field = args.get(name);
    const problem = field === undefined ? null : rule(field);
    if (problem !== null) {
      throw new BrokerError('precondition-failed', `invalid arg '${name}' for ${what}: ${problem}`);
    }
  }
}
