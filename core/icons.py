"""The drawings of the interface: thin lines, never without a word beside them or for screen readers."""

from collections.abc import Mapping

# On a ground of 20 by 20.
ICONS: Mapping[str, str] = {
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4.3 4.3"/>',
    "arrow": '<path d="M3.5 10h13M11.5 5l5 5-5 5"/>',
    "return": '<path d="M16.5 10h-13M8.5 5l-5 5 5 5"/>',
    "chevron-down": '<path d="m5 7.5 5 5 5-5"/>',
    "warning": '<circle cx="10" cy="10" r="7.5"/><path d="M10 6v5M10 13.4v.7"/>',
    "triangle": '<path d="M10 3 18 16.5H2z"/><path d="M10 8v4M10 14v.6"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
    "cross": '<path d="M5 5l10 10M15 5 5 15"/>',
    "home": '<path d="M3 9.5 10 3.5l7 6V16.5H3z"/><path d="M8 16.5v-5h4v5"/>',
    "register": '<path d="M3 11.5 5.5 4h9L17 11.5v5H3z"/><path d="M3 11.5h4.2l1 2h3.6l1-2H17"/>',
    "document": '<path d="M5 2.5h7l3.5 3.5v11.5H5z"/><path d="M8 9h5M8 12.5h5"/>',
    "process": (
        '<circle cx="4" cy="10" r="1.8"/><circle cx="16" cy="10" r="1.8"/>'
        '<path d="M5.8 10h8.4M10 7v6"/>'
    ),
    "chart": '<path d="M3.5 16.5h13M6 13.5v-4M10 13.5V5M14 13.5v-6"/>',
    "settings": (
        '<circle cx="10" cy="10" r="2.6"/><path d="M10 2.8v2.4M10 14.8v2.4M2.8 10h2.4M14.8 10h2.4'
        'M4.9 4.9l1.7 1.7M13.4 13.4l1.7 1.7M15.1 4.9l-1.7 1.7M6.6 13.4l-1.7 1.7"/>'
    ),
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "printer": ('<path d="M5.5 7.5v-5h9v5M5.5 14H3V7.5h14V14h-2.5"/><path d="M5.5 11.5h9v6h-9z"/>'),
    "counter": ('<path d="M3 10.5h14M4.5 10.5v6M15.5 10.5v6"/><circle cx="10" cy="5.5" r="2.3"/>'),
    "letter": '<path d="M3 6.5 10 2.5l7 4v10H3z"/><path d="m3 6.5 7 5 7-5"/>',
    "web": (
        '<circle cx="10" cy="10" r="7.3"/>'
        '<path d="M2.7 10h14.6M10 2.7c4 4.6 4 10 0 14.6-4-4.6-4-10 0-14.6z"/>'
    ),
    "telephone": (
        '<path d="M4.5 3h3l1.3 3.7-1.8 1.4c.9 2 2.6 3.9 4.9 4.9l1.4-1.8L17 12.5v3c0 1-.8 1.7-1.8 1.6'
        'C8.8 16.6 3.4 11.2 2.9 4.8 2.8 3.8 3.5 3 4.5 3z"/>'
    ),
    "email": '<path d="M2.5 5h15v10.5h-15z"/><path d="m2.5 5.5 7.5 6 7.5-6"/>',
    "forward": '<path d="M3.5 16c0-5 3-8 8.5-8h4M12 4l4.5 4-4.5 4"/>',
    "lock": '<path d="M4.5 9h11v8h-11z"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "paperclip": (
        '<path d="m15.5 9-6 6.2a3.3 3.3 0 0 1-4.8-4.6l6.6-6.8a2.2 2.2 0 0 1 3.2 3l-6.3 6.5'
        'a1.1 1.1 0 0 1-1.6-1.5L12 6.3"/>'
    ),
    "question": '<path d="M3 4h14v10H9l-4 3.5V14H3z"/>',
    "clock": '<circle cx="10" cy="10" r="7.3"/><path d="M10 5.5V10l3 2"/>',
    "link": (
        '<path d="M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-1 1"/>'
        '<path d="M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l1-1"/>'
    ),
    "lines": '<path d="M4 5.5h12M4 10h12M4 14.5h8"/>',
    "organisation": ('<path d="M3.5 17V4.5l8-2V17M11.5 8l5 1.5V17M2 17h16M6.5 7.5h2M6.5 11h2"/>'),
    "user": '<circle cx="10" cy="6.5" r="3.2"/><path d="M3.5 17c.6-4 3-6 6.5-6s5.9 2 6.5 6"/>',
    "download": '<path d="M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13"/>',
    "info": '<circle cx="10" cy="10" r="7.5"/><path d="M10 9v5M10 6v.7"/>',
    "pause": '<circle cx="10" cy="10" r="7.3"/><path d="M8 7v6M12 7v6"/>',
    "card": '<path d="M2.5 4.5h15v11h-15zM2.5 8.5h15M5.5 12.5h3"/>',
    "pencil": '<path d="m3.5 16.5 1-4L13 4l3 3-8.5 8.5z"/><path d="m11 6 3 3"/>',
}

# Signs of state on a ground of 14 by 14: a ring that fills, a tick, a cross.
RING = '<circle cx="7" cy="7" r="5.6"/>'
DISC = '<circle cx="7" cy="7" r="6.4" fill="currentColor" stroke="none"/>'
SIGNS: Mapping[str, str] = {
    "ring-empty": RING,
    "ring-half": RING + '<path d="M7 2.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" stroke="none"/>',
    "ring-three-quarters": (
        RING + '<path d="M7 2.5A4.5 4.5 0 1 1 2.5 7H7z" fill="currentColor" stroke="none"/>'
    ),
    "ring-pause": RING + '<path d="M5.5 4.8v4.4M8.5 4.8v4.4"/>',
    "ring-clock": RING + '<path d="M7 4v3.3l2 1.2"/>',
    "disc-tick": DISC + '<path d="m4.3 7.2 2 2 3.5-4" stroke="#fff"/>',
    "disc-dash": DISC + '<path d="M4.5 7h5" stroke="#fff"/>',
    "tick": '<path d="m2 7.5 3.3 3.3L12 3.5"/>',
    "cross": '<path d="m3 3 8 8M11 3l-8 8"/>',
    "dash": '<path d="M3 7h8"/>',
    "triangle": '<path d="M7 1.5 13 12.5H1z"/><path d="M7 5.5v3M7 10v1"/>',
}
