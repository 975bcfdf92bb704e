// Switches the shop's leaks and shows what each of them keeps, while somebody looks.

const LEAKS = "demo/leaks";
const EVERY_MILLIS = 2000;
const LONGEST_MILLIS = 10000;

const strip = document.querySelector("#leaks");
const status = document.querySelector("#status");
const absent = document.querySelector("#absent");
const frame = document.querySelector("#memprof");
const template = document.querySelector("#leak");

let timer;
let failing = true;
let turn = 0;

function say(text) {
	if (status.textContent !== text) {
		status.textContent = text;
	}
}

async function ask(method, path) {
	let answer;
	try {
		answer = await fetch(path, { method, cache: "no-store", signal: AbortSignal.timeout(LONGEST_MILLIS) });
	}
	catch {
		throw new Error("The shop does not answer.");
	}
	if (!answer.ok) {
		throw new Error(`The shop answered ${answer.status}.`);
	}
	try {
		return await answer.json();
	}
	catch {
		throw new Error("What the shop answered is no JSON: is something between it and this page?");
	}
}

function card(name) {
	const id = `leak-${name}`;
	const found = document.getElementById(id);
	if (found) {
		return found;
	}
	const added = template.content.firstElementChild.cloneNode(true);
	added.id = id;
	added.querySelector(".kept").id = `${id}-kept`;
	added.querySelector(".story").id = `${id}-story`;
	const button = added.querySelector("button");
	button.textContent = name;
	button.setAttribute("aria-describedby", `${id}-kept ${id}-story`);
	button.addEventListener("click", () => toggle(button, name));
	strip.append(added);
	return added;
}

function show({ name, story, leaking, kept }) {
	const shown = card(name);
	shown.querySelector("button").setAttribute("aria-pressed", leaking);
	shown.querySelector(".story").textContent = story;
	shown.querySelector(".kept").textContent = `${leaking ? "leaks" : "off"}, ${kept.toLocaleString("en")} kept`;
}

async function toggle(button, name) {
	if (button.getAttribute("aria-busy") === "true") {
		return;
	}
	const leaking = button.getAttribute("aria-pressed") === "true";
	// answers that are under way tell of the time before
	turn++;
	button.setAttribute("aria-busy", "true");
	try {
		show(await ask(leaking ? "DELETE" : "POST", `${LEAKS}/${encodeURIComponent(name)}`));
		say(leaking ? `${name} is off, and what it kept is let go.` : `${name} leaks from now on.`);
	}
	catch (failure) {
		say(`${name} is not switched. ${failure.message}`);
	}
	finally {
		button.removeAttribute("aria-busy");
	}
}

async function refresh() {
	const mine = ++turn;
	try {
		const leaks = await ask("GET", LEAKS);
		if (mine === turn) {
			leaks.forEach(show);
		}
		if (failing) {
			say("");
			failing = false;
		}
	}
	catch (failure) {
		failing = true;
		say(`${failure.message} Asking again every ${EVERY_MILLIS / 1000} seconds.`);
	}
	clearTimeout(timer);
	if (!document.hidden) {
		timer = setTimeout(refresh, EVERY_MILLIS);
	}
}

// A frame does not tell whether it was served; memprof's page has a main part, an error has none.
function lookAtFrame() {
	const served = frame.contentDocument?.querySelector("main");
	absent.textContent = served ? "" : `memprof’s page is not at ${frame.getAttribute("src")}: is the endpoint exposed?`;
}

frame.addEventListener("load", lookAtFrame);
if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") {
	lookAtFrame();
}

document.addEventListener("visibilitychange", () => {
	clearTimeout(timer);
	if (!document.hidden) {
		refresh();
	}
});

refresh();
