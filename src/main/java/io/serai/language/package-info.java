/**
 * What is told from a text by itself: the language it is written in, whether it says certain words, however it spells them, and its hash.
 *
 * <p>In: texts. Out: {@link io.serai.language.DetectLanguage}, {@link io.serai.language.Watchwords}, {@link io.serai.language.Shortened},
 * {@link io.serai.language.Sha256}. Allowed neighbours: none.
 */
package io.serai.language;
