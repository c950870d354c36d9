/**
 * A Camel component with the scheme {@code openai:} on the OpenAI SDK, for routes written as Camel's manual of camel-openai says.
 *
 * <p>In: a prompt, or texts to embed, as the message body. Out: the answer's text, or its vectors, as the body, and
 * {@code CamelOpenAI*} headers about it. Knows nothing of tickets and uses no other feature; it goes the day the original is on the
 * class path. {@code docs/openai-component.md} says what differs.
 */
package io.serai.openai;
