package curbstop.desktop

import curbstop.app.Said
import curbstop.app.Words
import curbstop.app.said
import javax.swing.JOptionPane

/** What a desk cannot know by itself and asks the person before it. */
class Questions(private val words: Words, private val enrolment: String) {
    /** What a scanner would read; the town's enrolment stands there already. */
    fun scan(): String? = ask(said("app.desk.scan"), enrolment)

    /** Where the worker stands now; nothing where the answer is no point. */
    fun point(before: Point): Point? = ask(said("app.desk.point"), "${before.lat}, ${before.lon}")?.let(Point::parse)

    private fun ask(question: Said, offered: String): String? =
        JOptionPane.showInputDialog(null, words.say(question), offered)?.trim()?.ifEmpty { null }
}
