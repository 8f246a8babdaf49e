package org.stillwatch.core.notice;

/**
 * One way to reach people: a Slack channel, a webhook. Called by one thread at a time; must return
 * within its own deadline and must not throw.
 */
public interface Notifier {
  Delivery deliver(Message message);
}
