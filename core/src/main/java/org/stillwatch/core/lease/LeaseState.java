package org.stillwatch.core.lease;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.core.store.Fields;

/**
 * Who has an instrument, and who waits for it, the first in the queue first.
 *
 * @param held empty: nobody has it, and then nobody waits either
 */
public record LeaseState(Optional<Lease> held, List<Lease> waiting) {

  public static final LeaseState FREE = new LeaseState(Optional.empty(), List.of());

  public LeaseState {
    waiting = List.copyOf(waiting);
  }

  /** The lease or the place in the queue with this id. */
  public Optional<Lease> find(String id) {
    return Stream.concat(held.stream(), waiting.stream())
        .filter(lease -> lease.id().equals(id))
        .findFirst();
  }

  /** Whether it may change the instrument now. */
  public boolean isHeldBy(String id) {
    return held.filter(lease -> lease.id().equals(id)).isPresent();
  }

  /** One line for each lease, the holder's first; empty when it is free. */
  public String encode() {
    var lines = new ArrayList<String>();
    Stream.concat(held.stream(), waiting.stream()).map(LeaseState::line).forEach(lines::add);
    return String.join("\n", lines);
  }

  private static String line(Lease lease) {
    return Fields.join(
        lease.id(),
        lease.owner(),
        lease.purpose(),
        lease.mode().name(),
        lease.length().toString(),
        lease.ifLost().name(),
        lease.since().toString(),
        lease.deadline().toString(),
        String.valueOf(lease.taken()));
  }

  /** What {@link #encode} gave; {@link #FREE} when it is of another version or damaged. */
  public static LeaseState decode(String text) {
    try {
      var leases = text.lines().map(LeaseState::lease).toList();
      return leases.isEmpty()
          ? FREE
          : new LeaseState(Optional.of(leases.getFirst()), leases.subList(1, leases.size()));
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return FREE;
    }
  }

  private static Lease lease(String line) {
    var fields = Fields.split(line);
    return new Lease(
        fields.get(0),
        fields.get(1),
        fields.get(2),
        Lease.Mode.valueOf(fields.get(3)),
        Duration.parse(fields.get(4)),
        Lease.IfLost.valueOf(fields.get(5)),
        Instant.parse(fields.get(6)),
        Instant.parse(fields.get(7)),
        Boolean.parseBoolean(fields.get(8)));
  }
}
