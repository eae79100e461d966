package curbstop.app.file

import curbstop.FileEntry
import curbstop.app.App
import curbstop.app.Draft
import curbstop.app.Holder
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** The worker's own file (4.4): what is in it, and what they say to it before somebody decides. */
class FileHolder(app: App, scope: CoroutineScope) : Holder<FileScreen, FileAction>(FileScreen(), scope) {
    private val phone = app.phone
    private val draft = Draft(app.keep, "file")

    override fun refresh() {
        read {
            val entries = phone.file().map(FileEntry::line)
            show(now.copy(entries = entries, answering = draft[CASE].ifEmpty { null }, text = draft[TEXT]))
        }
    }

    override fun on(action: FileAction) {
        when (action) {
            is FileAction.Answer -> {
                draft[CASE] = action.case
                draft[TEXT] = ""
                show(now.copy(answering = action.case, text = "", saved = null))
            }
            is FileAction.Write -> {
                draft[TEXT] = action.text
                show(now.copy(text = action.text))
            }
            FileAction.Send -> send()
        }
    }

    override fun back(): Boolean {
        now.answering ?: return false
        draft.forget()
        show(now.copy(answering = null, text = ""))
        return true
    }

    private fun send() {
        val case = now.answering ?: return
        ask {
            withContext(NonCancellable) {
                phone.answerCase(case, now.text)
                draft.forget()
                show(now.copy(answering = null, text = "", saved = said("app.file.sent")))
            }
            refresh()
        }
    }

    private companion object {
        const val CASE = "case"
        const val TEXT = "text"
    }
}
