package org.stillwatch.link.lane;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one at a time through, the more urgent first. */
final class Gate {

  private record Ticket(Urgency urgency, long number) implements Comparable<Ticket> {
    @Override
    public int compareTo(Ticket other) {
      int byUrgency = urgency.compareTo(other.urgency);
      return byUrgency != 0 ? byUrgency : Long.compare(number, other.number);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final PriorityQueue<Ticket> waiting = new PriorityQueue<>();
  private long numbers;
  private boolean taken;

  /** Waits for its turn. Not ended by an interrupt: who holds the gate is bound by deadlines. */
  void enter(Urgency urgency) {
    lock.lock();
    try {
      var mine = new Ticket(urgency, numbers++);
      waiting.add(mine);
      while (taken || !mine.equals(waiting.peek())) {
        moved.awaitUninterruptibly();
      }
      waiting.remove(mine);
      taken = true;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      taken = false;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
