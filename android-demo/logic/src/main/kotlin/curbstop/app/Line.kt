package curbstop.app

/** A state in words, with its meaning; [isClock]: it tells of time. */
data class Mark(val said: Said, val tone: Tone, val isClock: Boolean = false)

/**
 * One of many in a list: what it is, what stands behind it, how it is, and where a tap leads. [lead] is a short number
 * before
 * it, for example its place in the walk.
 */
data class Line(
    val title: Said,
    val place: Place?,
    val detail: Said? = null,
    val marks: List<Mark> = emptyList(),
    val lead: Said? = null,
)
