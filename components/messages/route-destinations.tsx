import { EntityLink } from '@/components/layout/entity-link';
import type { KnownDestinations } from './explain-route';

const shownCount = 8;

export function RouteDestinations({ vhost, destinations, isExact }: KnownDestinations & { readonly vhost: string }) {
  const more = destinations.length - shownCount;
  return (
    <div className="mt-1.5">
      <p className="text-muted-foreground text-xs">
        {isExact ? 'A copy went to' : 'At least one queue took it. What is bound to this exchange:'}
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1">
        {destinations.slice(0, shownCount).map(({ destination, destination_type }) => (
          <li key={`${destination_type} ${destination}`} className="min-w-0">
            <EntityLink vhost={vhost} kind={destination_type} name={destination} />
          </li>
        ))}
        {more > 0 && <li className="text-muted-foreground">and {more} more</li>}
      </ul>
    </div>
  );
}
