package curbstop.ui.signin

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import curbstop.app.Said
import curbstop.app.plain
import curbstop.app.said
import curbstop.app.signin.PersonLine
import curbstop.app.signin.SignInAction
import curbstop.app.signin.SignInState
import curbstop.ui.parts.Empty
import curbstop.ui.parts.ListPage
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.Marks
import curbstop.ui.parts.SideButton
import curbstop.ui.parts.Sign

/** Whose shift it is: a name, then their PIN. */
@Composable
fun SignInScreen(state: SignInState, trouble: Said?, onBack: () -> Unit, on: (SignInAction) -> Unit) = when (state) {
    is SignInState.Who -> Who(state, trouble, on)
    is SignInState.Pin -> PinPage(state, trouble, onBack, on)
}

@Composable
private fun Who(state: SignInState.Who, trouble: Said?, on: (SignInAction) -> Unit) = ListPage(
    title = said("app.signin.title"),
    onBack = null,
    trouble = trouble,
    actions = {
        SideButton(said("app.signin.enrol")) { on(SignInAction.Enrol) }
        val sync = if (state.isSyncing) "app.signin.syncing" else "app.signin.sync"
        SideButton(said(sync), enabled = !state.isSyncing) { on(SignInAction.Sync) }
    },
) {
    if (state.people.isEmpty()) item { Empty(said("app.signin.nobody")) }
    items(state.people, key = { it.id }) { person -> PersonRow(person) { on(SignInAction.Choose(person.id)) } }
}

@Composable
private fun PersonRow(person: PersonLine, onChoose: () -> Unit) = ListRow(
    plain(person.name),
    detail = person.detail,
    sign = Sign.PERSON,
    onClick = onChoose,
    below = person.mark?.let { { Marks(listOf(it)) } },
)
