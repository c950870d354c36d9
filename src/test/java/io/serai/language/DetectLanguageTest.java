package io.serai.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectLanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ENGLISH | Laptop won't boot after update", "ENGLISH | Cannot log in to Outlook since this morning", "ENGLISH | Please reset my password",
        "ENGLISH | I can't open the attachment, it says access denied. Please help, I need it today for a meeting.", "ENGLISH | Disk space low on web-01",
        "GERMAN | VPN verbindet sich nicht", "GERMAN | Drucker im dritten Stock geht nicht", "GERMAN | Passwort zurücksetzen", "GERMAN | Mein Laptop startet nicht mehr",
        "GERMAN | Ich kann mich seit heute morgen nicht in Outlook anmelden", "GERMAN | Guten Tag, seit dem Update stürzt Excel beim Öffnen der Datei ab. Danke!",
        "FRENCH | Le VPN ne se connecte pas", "FRENCH | Mot de passe oublié", "FRENCH | Mon ordinateur portable ne démarre plus",
        "FRENCH | Bonjour, depuis la mise à jour, Excel se ferme quand j'ouvre le fichier.", "SPANISH | La impresora no funciona", "SPANISH | He olvidado mi contraseña",
        "SPANISH | No puedo iniciar sesión en Outlook desde esta mañana", "SPANISH | Acceso denegado a la carpeta"})
    void tellsTheLanguageOfATicket(Language language, String text) {
        assertThat(DetectLanguage.of(text)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "VPN", "12345 67890 / 0x1F", "La stampante non funziona da questa mattina, potete aiutarmi?", "プリンターが動きません。助けてください。",
        "De printer op de derde verdieping werkt niet meer sinds vanmorgen", "A impressora não funciona desde esta manhã, podem ajudar?", "\uD83D\uDE00\uD83D\uDE00"})
    void leavesOpenWhatItCannotTell(String text) {
        assertThat(DetectLanguage.of(text)).isEmpty();
    }

    @Test
    void aLongTextIsReadToItsFirstPagesOnly() {
        assertThat(DetectLanguage.of("Der Drucker im dritten Stock geht nicht. ".repeat(100_000))).contains(Language.GERMAN);
    }

    @Test
    void aTagOfALanguageIsKnownByItsFirstPart() {
        assertThat(Language.of("de-AT")).contains(Language.GERMAN);
        assertThat(Language.of("fr_CA")).contains(Language.FRENCH);
        assertThat(Language.of("it")).isEmpty();
        assertThat(Language.of(null)).isEmpty();
        assertThat(Language.SPANISH.code()).isEqualTo("es");
    }
}
