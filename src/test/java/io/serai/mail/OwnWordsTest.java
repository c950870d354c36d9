package io.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnWordsTest {

    @Test
    void leavesOutTheQuotedMessageBelowAnAnswer() {
        assertThat(OwnWords.ofAnswer("Still broken.\n\nOn Wed, Nov 25, 2026 at 10:00 AM Help desk <help@example.com> wrote:\n\n> Try this.\n> [serai:0a1b2c3d]\n"))
            .isEqualTo("Still broken.");
        assertThat(OwnWords.ofAnswer("Still broken.\n\nOn Wed, Nov 25, 2026 at 10:00 AM Help desk\n<help@example.com> wrote:\n> Try this.")).isEqualTo("Still broken.");
        assertThat(OwnWords.ofAnswer("Geht nicht.\n\nAm 25.11.2026 um 10:00 schrieb Help desk:\nVersuchen Sie dies.")).isEqualTo("Geht nicht.");
        assertThat(OwnWords.ofAnswer("Toujours en panne.\n\nLe mer. 25 nov. 2026 à 10:00, Help desk <h@e.example> a écrit :\n\n> Essayez.")).isEqualTo("Toujours en panne.");
        assertThat(OwnWords.ofAnswer("Still broken.\n\n-----Original Message-----\nFrom: Help desk\nTry this.")).isEqualTo("Still broken.");
        assertThat(OwnWords.ofAnswer("Still broken.\n________________________________\nFrom: Help desk <h@e.example>\nSent: Wednesday\nTo: Ann\nSubject: RE: VPN\n\nTry this."))
            .isEqualTo("Still broken.");
        assertThat(OwnWords.ofAnswer("Immer noch.\n\nVon: Help desk\nGesendet: Mittwoch\nAn: Ann\nBetreff: AW: VPN\n\nVersuchen Sie dies.")).isEqualTo("Immer noch.");
    }

    @Test
    void keepsAnswersBetweenQuotedLines() {
        assertThat(OwnWords.ofAnswer("On Wed, Nov 25, 2026 at 10:00 AM Help desk <h@e.example> wrote:\n> Which device?\nThe laptop.\n> Since when?\nMonday.\n-- \nAnn"))
            .isEqualTo("The laptop.\nMonday.");
    }

    @Test
    void leavesOutSignaturesAndWhatDevicesAdd() {
        assertThat(OwnWords.ofAnswer("Still broken.\n\nSent from my iPhone\n")).isEqualTo("Still broken.");
        assertThat(OwnWords.ofAnswer("Still broken.\n-- \nAnn Baker\nAccounting")).isEqualTo("Still broken.");
        assertThat(OwnWords.ofFirst("It drops.\n-- \nAnn Baker\nAccounting")).isEqualTo("It drops.");
    }

    @Test
    void keepsWhatAFirstMessageForwards() {
        String forwarded = "See below.\n-- \nAnn\n\n---------- Forwarded message ---------\nFrom: Bob\nSubject: VPN\n\nIt drops.";
        assertThat(OwnWords.ofFirst(forwarded)).isEqualTo(forwarded);
    }

    @Test
    void isEmptyIfAnAnswerOnlyQuotes() {
        assertThat(OwnWords.ofAnswer("> Try this.\n> And that.")).isEmpty();
    }

    @Test
    void takesNoWordsOfTheMessageForQuotation() {
        String text = "From: time to time it fails.\nOn Monday my colleague wrote a ticket: no answer.\nTo: do nothing helps.\n--option --verbose prints nothing.";
        assertThat(OwnWords.ofAnswer(text)).isEqualTo(text);
    }

    @Test
    void findsTheTitleBehindPrefixesAndTags() {
        assertThat(Subjects.title(ReadMessageTest.read("From: a@b.example\nSubject: Re: AW: Fwd: VPN drops [serai-abcdefghijk23]\n\nx"))).isEqualTo("VPN drops");
        assertThat(Subjects.title(ReadMessageTest.read("From: a@b.example\nSubject: Report: disk full\n\nx"))).isEqualTo("Report: disk full");
        assertThat(Subjects.title(ReadMessageTest.read("From: a@b.example\nSubject: Re:\n\n\nThe printer burns.\nHelp"))).isEqualTo("The printer burns.");
        assertThat(Subjects.title(ReadMessageTest.read("From: a@b.example\n\n"))).isEqualTo("E-mail from a@b.example");
        assertThat(Subjects.tag("RE: VPN drops [serai-abcdefghijk23]")).contains("abcdefghijk23");
        assertThat(Subjects.tag("VPN [serai:0a1b2c3d]")).isEmpty();
    }
}
