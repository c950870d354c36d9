/**
 * What is told from a text by itself: the language it is written in, and whether it says certain words, however it spells them.
 *
 * <p>In: texts. Out: {@link io.serai.language.DetectLanguage} and {@link io.serai.language.Watchwords}. Allowed neighbours: none.
 */
package io.serai.language;
