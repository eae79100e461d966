package curbstop.app

/** What something means to the worker. A screen gives it a colour, and always words or a shape beside the colour. */
enum class Tone {
    /** Nothing special. */
    PLAIN,

    /** Done, delivered, sound. */
    DONE,

    /** Good to know; waits for somebody else. */
    NOTE,

    /** Asks something of the worker. */
    ASKS,

    /** Late, dangerous, refused. */
    LATE,
}
