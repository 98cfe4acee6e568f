/* One look over a text, or over a column of them: the inner loops of counting, compiled.
 *
 * The same answers come from Python alone (tweetcraft/_weighing.py, tweetcraft/arrow/looking.py), and the tests ask both.
 * What a code point is, is no knowledge of this file: it is told in ranges, each with some of the bits below.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>
#ifdef _WIN64
#include <intrin.h>
#endif

enum {
    HEAVY = 1,      /* weighs more than a letter */
    ACTIVE = 2,     /* normalization may change it or join it to what stands before it */
    ODD = 4,        /* half a character, or newer than the Unicode of the running Python */
    COMPOSING = 8,  /* normalization may change how many code points a text has */
    JOINER = 16,    /* first or second in every emoji of several code points */
    EMOJI = 32,     /* an emoji or a part of one */
    INVALID = 64,   /* refused by the platform */
    TLD_FIRST = 128,
    TLD_SECOND = 256, /* may be that letter of a top-level domain */
    LINK = 512,       /* of no code point: of a row with a link that is weighed already */
};

/* Of what Python takes for granted of this file: one more whenever that changes. */
#define INTERFACE 1

#define CODE_POINTS 0x110000
#define PAGE 256
#define PAGES (CODE_POINTS / PAGE)
#define ZWJ 0x200D
#define REPLACEMENT 0xFFFD
#define BLOCK 64 /* bytes looked at in one turn */

typedef struct {
    PyObject_HEAD
    long long base, more;  /* what a letter weighs, and how much more what is heavy does; below 2^31 in size */
    long long url_weight;  /* negative where links are not weighed as one */
    uint16_t *kinds;       /* pages of PAGE code points each, every one once */
    uint16_t page[PAGES];  /* which of them a code point stands in */
} Scanner;

static inline unsigned
kind_of(const Scanner *self, uint32_t code)
{
    return self->kinds[(size_t)self->page[code / PAGE] * PAGE + code % PAGE];
}

/* The table */

static int
fill(uint16_t *flat, PyObject *ranges)
{
    PyObject *iterator = PyObject_GetIter(ranges), *item;
    if (iterator == NULL)
        return -1;
    while ((item = PyIter_Next(iterator)) != NULL) {
        Py_ssize_t first, last, kind;
        int parsed = PyTuple_Check(item);
        if (!parsed)
            PyErr_SetString(PyExc_TypeError, "a range is a tuple");
        parsed = parsed && PyArg_ParseTuple(item, "nnn", &first, &last, &kind);
        Py_DECREF(item);
        if (parsed && (first < 0 || first > last || last >= CODE_POINTS || kind < 0 || kind > UINT16_MAX)) {
            PyErr_Format(PyExc_ValueError, "no range of code points with a kind: %zd, %zd, %zd", first, last, kind);
            parsed = 0;
        }
        if (!parsed) {
            Py_DECREF(iterator);
            return -1;
        }
        for (Py_ssize_t code = first; code <= last; code++)
            flat[code] |= (uint16_t)kind;
    }
    Py_DECREF(iterator);
    return PyErr_Occurred() ? -1 : 0;
}

/* Pages that are the same are kept once: of some four thousand there are less than two hundred. */
static void
fold(Scanner *self, uint16_t *flat)
{
    size_t kept = 0;
    for (size_t page = 0; page < PAGES; page++) {
        size_t same = 0;
        while (same < kept && memcmp(flat + same * PAGE, flat + page * PAGE, PAGE * sizeof *flat) != 0)
            same++;
        if (same == kept)
            memmove(flat + kept++ * PAGE, flat + page * PAGE, PAGE * sizeof *flat);
        self->page[page] = (uint16_t)same;
    }
    uint16_t *shrunk = PyMem_Realloc(flat, kept * PAGE * sizeof *flat);
    self->kinds = shrunk != NULL ? shrunk : flat;
}

static PyObject *
scanner_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"ranges", "base", "more", "url_weight", NULL};
    PyObject *ranges;
    long long base, more, url_weight;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OLLL:Scanner", names, &ranges, &base, &more, &url_weight))
        return NULL;
    uint16_t *flat = PyMem_Calloc(CODE_POINTS, sizeof *flat);
    if (flat == NULL)
        return PyErr_NoMemory();
    Scanner *self = fill(flat, ranges) < 0 ? NULL : (Scanner *)type->tp_alloc(type, 0);
    if (self == NULL) {
        PyMem_Free(flat);
        return NULL;
    }
    self->base = base;
    self->more = more;
    self->url_weight = url_weight;
    fold(self, flat);
    return (PyObject *)self;
}

static void
scanner_dealloc(Scanner *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(self->kinds);
    type->tp_free(self);
    Py_DECREF(type);
}

/* A text */

typedef struct {
    long long heavy;
    Py_ssize_t dots;          /* that a top-level domain may follow */
    long long links, linked;  /* plain t.co links, and their code points: of each, one of those dots is a part */
    unsigned kinds;
} Seen;

static inline int
begins_tld(const Scanner *self, uint32_t first, uint32_t second)
{
    return (kind_of(self, first) & TLD_FIRST) && (kind_of(self, second) & TLD_SECOND);
}

/* Whether a character beside a link is plainly no part of it: a space, a line break or an Arabic letter. */
static inline int
parts_links(uint32_t code)
{
    return code == ' ' || code == '\n' || (code >= 0x600 && code < 0x700);
}

static inline int
is_alphanumeric(uint32_t code)
{
    return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z' && code < 0x80);
}

#define MOST_OF_SLUG 40

/* Looks over a text of one width of characters, and for a t.co link around one of its dots. */
#define SEE(UNIT)                                                                                                    \
    static Py_ssize_t short_link_##UNIT(const UNIT *text, Py_ssize_t size, Py_ssize_t dot)                           \
    {                                                                                                                \
        static const char around[] = "://t.co/";                                                                     \
        Py_ssize_t start = dot - 4, end = dot + 4;                                                                   \
        if (start < 4 || end >= size)                                                                                \
            return 0;                                                                                                \
        for (int i = 0; i < 8; i++)                                                                                  \
            if (text[start + i] != (unsigned char)around[i])                                                         \
                return 0;                                                                                            \
        if (text[start - 1] == 's')                                                                                  \
            start--;                                                                                                 \
        start -= 4;                                                                                                  \
        if (start < 0 || text[start] != 'h' || text[start + 1] != 't' || text[start + 2] != 't' ||                   \
            text[start + 3] != 'p' || (start > 0 && !parts_links(text[start - 1])))                                  \
            return 0;                                                                                                \
        Py_ssize_t slug = end;                                                                                       \
        while (end < size && end - slug <= MOST_OF_SLUG && is_alphanumeric(text[end]))                               \
            end++;                                                                                                   \
        if (end == slug || end - slug > MOST_OF_SLUG || (end < size && !parts_links(text[end])))                     \
            return 0;                                                                                                \
        return end - start;                                                                                          \
    }                                                                                                                \
                                                                                                                     \
    static Seen see_##UNIT(const Scanner *self, const UNIT *text, Py_ssize_t size)                                   \
    {                                                                                                                \
        Seen seen = {0};                                                                                             \
        for (Py_ssize_t i = 0; i < size; i++) {                                                                      \
            unsigned kind = kind_of(self, text[i]);                                                                  \
            seen.heavy += kind & HEAVY;                                                                              \
            seen.kinds |= kind;                                                                                      \
            if (text[i] == '.' && i > 0 && i + 2 < size && begins_tld(self, text[i + 1], text[i + 2])) {             \
                Py_ssize_t length = short_link_##UNIT(text, size, i);                                                \
                seen.dots++;                                                                                         \
                seen.links += length > 0;                                                                            \
                seen.linked += length;                                                                               \
            }                                                                                                        \
        }                                                                                                            \
        return seen;                                                                                                 \
    }

SEE(Py_UCS1)
SEE(Py_UCS2)
SEE(Py_UCS4)

static int
is_text(PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_Format(PyExc_TypeError, "text must be str, not %.100s", Py_TYPE(text)->tp_name);
        return 0;
    }
#if PY_VERSION_HEX < 0x030C0000
    if (PyUnicode_READY(text) < 0)
        return 0;
#endif
    return 1;
}

static Seen
see(const Scanner *self, PyObject *text)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    const void *data = PyUnicode_DATA(text);
    switch (PyUnicode_KIND(text)) {
    case PyUnicode_1BYTE_KIND:
        return see_Py_UCS1(self, data, size);
    case PyUnicode_2BYTE_KIND:
        return see_Py_UCS2(self, data, size);
    default:
        return see_Py_UCS4(self, data, size);
    }
}

static PyObject *
scanner_weigh(Scanner *self, PyObject *text)
{
    if (!PyUnicode_Check(text))
        Py_RETURN_NONE;
    if (!is_text(text))
        return NULL;
    Seen seen = see(self, text);
    if (seen.kinds & (ACTIVE | ODD | JOINER | INVALID))
        Py_RETURN_NONE;
    long long weight = PyUnicode_GET_LENGTH(text) * self->base + seen.heavy * self->more;
    if (seen.dots && self->url_weight >= 0) {
        if (seen.dots > seen.links)
            Py_RETURN_NONE;
        weight += seen.links * self->url_weight - seen.linked * self->base;
    }
    return PyLong_FromLongLong(weight);
}

static PyObject *
scanner_look(Scanner *self, PyObject *text)
{
    if (!is_text(text))
        return NULL;
    Seen seen = see(self, text);
    long long weight = PyUnicode_GET_LENGTH(text) * self->base + seen.heavy * self->more;
    return Py_BuildValue("LIn", weight, seen.kinds, seen.dots);
}

static PyObject *
scanner_joined(Scanner *self, PyObject *text)
{
    if (!is_text(text))
        return NULL;
    PyObject *runs = PyList_New(0);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), start = 0;
    int form = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t i = 1; runs != NULL && i <= size; i++) {
        int goes_on = i < size && ((kind_of(self, PyUnicode_READ(form, data, i)) & JOINER) ||
                                   PyUnicode_READ(form, data, i - 1) == ZWJ);
        if (goes_on)
            continue;
        if (i - start > 1) {
            PyObject *run = PyUnicode_Substring(text, start, i);
            if (run == NULL || PyList_Append(runs, run) < 0)
                Py_CLEAR(runs);
            Py_XDECREF(run);
        }
        start = i;
    }
    return runs;
}

/* A column */

typedef struct {
    int64_t at, row, code;
} Found;

typedef struct {
    Found *found;
    size_t count, room;
} Finds;

static int
keep(Finds *finds, Found one)
{
    if (finds->count == finds->room) {
        size_t room = finds->room ? 2 * finds->room : 1024;
        Found *grown = PyMem_RawRealloc(finds->found, room * sizeof *grown);
        if (grown == NULL)
            return -1;
        finds->found = grown;
        finds->room = room;
    }
    finds->found[finds->count++] = one;
    return 0;
}

/* The code point that begins at a place, and its size in bytes; what is no UTF-8 is read as U+FFFD, byte by byte. */
static uint32_t
decoded(const uint8_t *at, const uint8_t *end, int *size)
{
    static const uint8_t bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    *size = *at < 0xC0 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
    if (*at >= 0x80 && (*at < 0xC0 || end - at < *size)) {
        *size = 1;
        return REPLACEMENT;
    }
    uint32_t code = *at & bits[*size];
    for (int further = 1; further < *size; further++)
        code = code << 6 | (at[further] & 0x3F);
    return code < CODE_POINTS ? code : REPLACEMENT;
}

/* Which bytes of a block lead what is looked up; a plain loop, which compilers turn into a few wide instructions. */
static unsigned
marked(const uint8_t *block, uint8_t *marks)
{
    uint8_t characters = 0;
    for (int i = 0; i < BLOCK; i++) {
        uint8_t byte = block[i];
        /* So turned, what leads U+0600 to U+07FF, where Arabic letters stand, is below all other lead bytes; the marks
         * among them that compose, U+0653 to U+0655, end in bytes of their own. */
        marks[i] = ((byte ^ 0x18) >= 0xC8) | ((uint8_t)(byte - 0x93) < 3) | (byte == '.');
        characters += (byte & 0xC0) != 0x80;
    }
    return characters;
}

/* The marks of a block as one number, the first of them lowest. */
static uint64_t
bits_of(const uint8_t *marks)
{
    uint64_t bits = 0;
    for (int word = 0; word < BLOCK / 8; word++) {
        uint64_t eight;
        memcpy(&eight, marks + 8 * word, sizeof eight);
#if PY_BIG_ENDIAN
        bits |= (eight * 0x8040201008040201u >> 56) << 8 * word;
#else
        bits |= (eight * 0x0102040810204080u >> 56) << 8 * word; /* byte i goes up by 56 - 7 i bits, to bit 56 + i */
#endif
    }
    return bits;
}

static int
lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return __builtin_ctzll(bits);
#elif defined(_WIN64)
    unsigned long bit;
    _BitScanForward64(&bit, bits);
    return (int)bit;
#else
    int bit = 0;
    while (!(bits >> bit & 1))
        bit++;
    return bit;
#endif
}

typedef struct {
    const Scanner *scanner;
    Finds finds;
    int64_t row;
    const uint8_t *data, *begin, *end; /* of the column, and of the row */
    Found before;                      /* the last one looked up, and where it ends */
    int64_t before_ends;
    int before_is_kept;
    int64_t weight; /* of the row, without what its characters weigh that are not looked up */
    unsigned kinds;
} Look;

static int
look_up(Look *look, const uint8_t *at)
{
    if ((*at & 0xC0) == 0x80) { /* the second byte of a mark, or of anything else */
        if (at == look->begin || at[-1] != 0xD9)
            return 0;
        at--;
    }
    int size;
    uint32_t code = decoded(at, look->end, &size);
    unsigned kind = kind_of(look->scanner, code);
    Found this = {at - look->data, look->row, code};
    if (kind & HEAVY)
        look->weight += look->scanner->more;
    look->kinds |= kind;
    int is_next = look->before_ends == this.at;
    int kept = kind & (COMPOSING | JOINER) || (is_next && look->before.code == ZWJ);
    if (code == '.') {
        /* Between spaces a t.co link is weighed here: no other link goes over those. */
        Py_ssize_t length = short_link_Py_UCS1(look->begin, look->end - look->begin, at - look->begin);
        if (length > 0 && look->scanner->url_weight >= 0) {
            look->weight += look->scanner->url_weight - length * look->scanner->base;
            look->kinds |= LINK;
            return 0;
        }
        kept = at > look->begin && at + 1 < look->end && at[1] > '@';
    }
    /* What an emoji is made of is kept from its first character on. */
    else if (kept && is_next && !look->before_is_kept && keep(&look->finds, look->before) < 0)
        return -1;
    look->before = this;
    look->before_ends = this.at + size;
    look->before_is_kept = kept;
    return kept ? keep(&look->finds, this) : 0;
}

static int
look_over(Look *look, int64_t *characters)
{
    uint8_t marks[BLOCK], last[BLOCK] = {0};
    *characters = 0;
    for (const uint8_t *block = look->begin; block < look->end; block += BLOCK) {
        Py_ssize_t size = look->end - block < BLOCK ? look->end - block : BLOCK;
        const uint8_t *whole = block;
        if (size < BLOCK)
            whole = memcpy(last, block, (size_t)size);
        *characters += (int64_t)marked(whole, marks) - (BLOCK - size); /* zeros after the end are counted too */
        for (uint64_t bits = bits_of(marks); bits; bits &= bits - 1)
            if (look_up(look, block + lowest_bit(bits)) < 0)
                return -1;
    }
    return 0;
}

static int
look_at_rows(Look *look, const int64_t *starts, Py_ssize_t rows, int64_t size, int64_t *lengths, int64_t *weights,
             uint16_t *kinds)
{
    for (Py_ssize_t row = 0; row < rows; row++) {
        int64_t begin = starts[row], end = starts[row + 1]; /* read once: other threads run */
        if (begin < 0 || begin > end || end > size)
            return -2;
        look->row = row;
        look->begin = look->data + begin;
        look->end = look->data + end;
        look->before_ends = -1;
        look->weight = 0;
        look->kinds = 0;
        if (look_over(look, &lengths[row]) < 0)
            return -1;
        weights[row] = look->weight + lengths[row] * look->scanner->base;
        kinds[row] = (uint16_t)look->kinds;
    }
    return 0;
}

static int
is_aligned(const Py_buffer *numbers)
{
    return (uintptr_t)numbers->buf % sizeof(int64_t) == 0;
}

static PyObject *
scanner_look_at_rows(Scanner *self, PyObject *args)
{
    Py_buffer data, starts, lengths, weights, kinds;
    if (!PyArg_ParseTuple(args, "y*y*w*w*w*", &data, &starts, &lengths, &weights, &kinds))
        return NULL;
    Look look = {.scanner = self, .data = data.buf};
    Py_ssize_t rows = starts.len / (Py_ssize_t)sizeof(int64_t) - 1;
    int outcome = -2;
    if (rows >= 0 && is_aligned(&starts) && is_aligned(&lengths) && is_aligned(&weights) && is_aligned(&kinds) &&
        lengths.len == rows * (Py_ssize_t)sizeof(int64_t) && weights.len == lengths.len &&
        kinds.len == rows * (Py_ssize_t)sizeof(uint16_t)) {
        Py_BEGIN_ALLOW_THREADS
        outcome = look_at_rows(&look, starts.buf, rows, data.len, lengths.buf, weights.buf, kinds.buf);
        Py_END_ALLOW_THREADS
    }
    PyBuffer_Release(&data);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&lengths);
    PyBuffer_Release(&weights);
    PyBuffer_Release(&kinds);
    PyObject *found = NULL;
    if (outcome == -1)
        PyErr_NoMemory();
    else if (outcome == -2)
        PyErr_SetString(PyExc_ValueError, "the rows are not where the column says, or not as many as there is room for");
    else
        found = PyBytes_FromStringAndSize((const char *)look.finds.found,
                                          (Py_ssize_t)(look.finds.count * sizeof(Found)));
    PyMem_RawFree(look.finds.found);
    return found;
}

/* The module */

PyDoc_STRVAR(weigh_doc, "weigh(text) -> int | None\n\n"
             "The weight of a text; None where more matters than its code points and t.co links: marks, joined emoji,\n"
             "other links, characters that the platform refuses; and where it is no text.");
PyDoc_STRVAR(look_doc, "look(text) -> tuple[int, int, int]\n\n"
             "Its weight by code points, the kinds of those together, and the dots that a top-level domain may follow.");
PyDoc_STRVAR(joined_doc, "joined(text) -> list[str]\n\n"
             "The stretches of a text that are joined: each begins with the character that others are joined to.");
PyDoc_STRVAR(rows_doc, "look_at_rows(data, starts, lengths, weights, kinds) -> bytes\n\n"
             "Look over rows of UTF-8; the last three are written to.  The result: where each character stands whose\n"
             "neighbours matter, its row, and its code point, as triples of int64.");

static PyMethodDef scanner_methods[] = {
    {"weigh", (PyCFunction)scanner_weigh, METH_O, weigh_doc},
    {"look", (PyCFunction)scanner_look, METH_O, look_doc},
    {"joined", (PyCFunction)scanner_joined, METH_O, joined_doc},
    {"look_at_rows", (PyCFunction)scanner_look_at_rows, METH_VARARGS, rows_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot scanner_slots[] = {
    {Py_tp_doc, "Scanner(ranges, base, more, url_weight)\n\nLooks over texts, for one set of rules."},
    {Py_tp_new, scanner_new},
    {Py_tp_dealloc, scanner_dealloc},
    {Py_tp_methods, scanner_methods},
    {0, NULL},
};

static PyType_Spec scanner_spec = {
    .name = "tweetcraft._native.Scanner",
    .basicsize = sizeof(Scanner),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = scanner_slots,
};

static int
add_kinds(PyObject *type)
{
    static const struct {
        const char *name;
        long bit;
    } kinds[] = {
        {"HEAVY", HEAVY}, {"ACTIVE", ACTIVE},   {"ODD", ODD},             {"COMPOSING", COMPOSING},   {"JOINER", JOINER},
        {"EMOJI", EMOJI}, {"INVALID", INVALID}, {"TLD_FIRST", TLD_FIRST}, {"TLD_SECOND", TLD_SECOND}, {"LINK", LINK},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        PyObject *bit = PyLong_FromLong(kinds[i].bit);
        if (bit == NULL || PyObject_SetAttrString(type, kinds[i].name, bit) < 0) {
            Py_XDECREF(bit);
            return -1;
        }
        Py_DECREF(bit);
    }
    return 0;
}

static int
module_exec(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &scanner_spec, NULL);
    if (type == NULL)
        return -1;
    int added = add_kinds(type) < 0 ? -1 : PyModule_AddType(module, (PyTypeObject *)type);
    if (added == 0)
        added = PyModule_AddIntConstant(module, "INTERFACE", INTERFACE);
    Py_DECREF(type);
    return added;
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
#ifdef Py_mod_multiple_interpreters
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_native",
    .m_doc = "The inner loops of counting, compiled.",
    .m_slots = module_slots,
};

PyMODINIT_FUNC
PyInit__native(void)
{
    return PyModuleDef_Init(&module_def);
}
