/**
 * The outer wall: what is connected, the door for webhooks, the polls, the store of raw events, and their normalisation.
 *
 * <p>In: webhooks and records of polled systems. Out: {@link io.serai.connector.RawEvent}, durable, then
 * {@link io.serai.ticket.Ticket}. Allowed neighbours: the ground floor ({@code ticket}, {@code work}, {@code audit}, {@code network}).
 */
package io.serai.connector;
