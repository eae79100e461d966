package curbstop.ui.entry

import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.Tone
import curbstop.app.entry.EntryAction
import curbstop.app.entry.Question
import curbstop.app.said
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Fact
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Sheet
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign

/** Asks what a check asks, in its words; a blind second entry is asked on the keypad itself. */
@Composable
fun QuestionSheet(question: Question, isSaving: Boolean, on: (EntryAction) -> Unit) {
    val title = title(question) ?: return
    Sheet(title, onClose = {}) {
        for (why in question.why) Banner(why, Tone.ASKS)
        if (question is Question.Photo && question.forOffice) Banner(said("ask.office"), Tone.NOTE)
        if (question is Question.Differ) {
            Fact(said("app.entry.first"), question.first)
            Fact(said("app.entry.second"), question.second)
        }
        Answers(question, !isSaving, on)
    }
}

private fun title(question: Question): Said? = when (question) {
    is Question.SecondEntry -> null
    is Question.Differ -> said("app.entry.differ")
    is Question.Rollover -> said("ask.rollover")
    is Question.Photo -> said("ask.photo")
}

@Composable
private fun Answers(question: Question, isFree: Boolean, on: (EntryAction) -> Unit) {
    when (question) {
        is Question.SecondEntry -> Unit
        is Question.Differ -> {
            ForOffice("app.entry.save_second", isFree, on)
            MainButton(said("app.entry.type_again"), enabled = isFree) { on(EntryAction.TypeAgain) }
        }
        is Question.Rollover -> {
            TypeAgain(isFree, on)
            ForOffice("app.entry.not_over_zero", isFree, on)
            MainButton(said("app.entry.over_zero"), enabled = isFree) { on(EntryAction.OverZero) }
        }
        is Question.Photo -> {
            TypeAgain(isFree, on)
            ForOffice("app.entry.no_photo", isFree, on)
            MainButton(said("app.entry.take_and_save"), sign = Sign.CAMERA, enabled = isFree) {
                on(EntryAction.TakePhoto)
            }
        }
    }
}

@Composable
private fun TypeAgain(isFree: Boolean, on: (EntryAction) -> Unit) =
    SideButton(said("app.entry.type_again"), enabled = isFree) { on(EntryAction.TypeAgain) }

@Composable
private fun ForOffice(name: String, isFree: Boolean, on: (EntryAction) -> Unit) =
    SideButton(said(name), enabled = isFree) { on(EntryAction.SaveForOffice) }
