/* The same as pdf_sweeps.py, without ctypes: a question costs a tenth. Built beside it, it wins on import.

   A handle is the address of what PDFium made, as a Python integer. The interpreter's lock is kept throughout. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

typedef struct { float a, b, c, d, e, f; } Matrix;
typedef struct { float left, top, right, bottom; } Rect;

enum { TEXT_OBJECT = 1 };

/* PDFium's functions, bound when the module is loaded; see its headers. */
#define FUNCTIONS \
    ASK(int, FPDFPage_CountObjects, (void *)) \
    ASK(void *, FPDFPage_GetObject, (void *, int)) \
    ASK(int, FPDFFormObj_CountObjects, (void *)) \
    ASK(void *, FPDFFormObj_GetObject, (void *, unsigned long)) \
    ASK(int, FPDFPageObj_GetType, (void *)) \
    ASK(int, FPDFPageObj_GetBounds, (void *, float *, float *, float *, float *)) \
    ASK(int, FPDFPageObj_GetMatrix, (void *, Matrix *)) \
    ASK(int, FPDFPageObj_GetFillColor, (void *, unsigned *, unsigned *, unsigned *, unsigned *)) \
    ASK(int, FPDFPageObj_GetStrokeColor, (void *, unsigned *, unsigned *, unsigned *, unsigned *)) \
    ASK(int, FPDFPageObj_GetStrokeWidth, (void *, float *)) \
    ASK(int, FPDFPath_GetDrawMode, (void *, int *, int *)) \
    ASK(int, FPDFPath_CountSegments, (void *)) \
    ASK(void *, FPDFPath_GetPathSegment, (void *, int)) \
    ASK(int, FPDFPathSegment_GetPoint, (void *, float *, float *)) \
    ASK(int, FPDFPathSegment_GetType, (void *)) \
    ASK(int, FPDFPathSegment_GetClose, (void *)) \
    ASK(void *, FPDFText_GetTextObject, (void *, int)) \
    ASK(int, FPDFText_GetLooseCharBox, (void *, int, Rect *)) \
    ASK(int, FPDFText_GetCharOrigin, (void *, int, double *, double *)) \
    ASK(int, FPDFText_GetMatrix, (void *, int, Matrix *)) \
    ASK(double, FPDFText_GetFontSize, (void *, int)) \
    ASK(void *, FPDFTextObj_GetFont, (void *)) \
    ASK(int, FPDFTextObj_GetTextRenderMode, (void *))

#define ASK(result, name, arguments) static result (*name) arguments;
FUNCTIONS
#undef ASK

static int bind_function(PyObject *calls, const char *name, void *slot)
{
    PyObject *address = PyObject_CallMethod(calls, "find_address", "s", name);
    if (address == NULL)
        return -1;
    *(void **)slot = PyLong_AsVoidPtr(address);
    Py_DECREF(address);
    return PyErr_Occurred() ? -1 : 0;
}

static int bind_all(PyObject *module)
{
    (void)module;
    PyObject *calls = PyImport_ImportModule("extractors.pdf_calls");
    if (calls == NULL)
        return -1;
    int failed = 0;
#define ASK(result, name, arguments) failed = failed || bind_function(calls, #name, &name);
    FUNCTIONS
#undef ASK
    Py_DECREF(calls);
    return failed ? -1 : 0;
}

/* What a function was given: a handle, and up to one whole number. */

static int check_count(Py_ssize_t given, Py_ssize_t wanted)
{
    if (given == wanted)
        return 0;
    PyErr_Format(PyExc_TypeError, "%zd arguments expected, %zd given", wanted, given);
    return -1;
}

static void *read_handle(PyObject *const *given, Py_ssize_t count, Py_ssize_t wanted)
{
    if (check_count(count, wanted) < 0)
        return NULL;
    void *handle = PyLong_AsVoidPtr(given[0]);
    if (handle == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "a handle is no null pointer");
    return handle;
}

static int read_number(PyObject *given, int *number)
{
    long value = PyLong_AsLong(given);
    if (value == -1 && PyErr_Occurred())
        return -1;
    *number = (int)value;
    return 0;
}

/* New references; NULL with an error set where memory runs out. */

static PyObject *make_pointer(void *pointer)
{
    return pointer == NULL ? Py_NewRef(Py_None) : PyLong_FromVoidPtr(pointer);
}

typedef int (*ColorFunction)(void *, unsigned *, unsigned *, unsigned *, unsigned *);

static PyObject *make_color(ColorFunction ask, void *object)
{
    unsigned red = 0, green = 0, blue = 0, alpha = 0;
    if (!ask(object, &red, &green, &blue, &alpha))
        return PyLong_FromLong(-1);
    return alpha ? PyLong_FromUnsignedLong((unsigned long)(red << 16 | green << 8 | blue)) : Py_NewRef(Py_None);
}

static PyObject *make_floats(const double *numbers, Py_ssize_t count)
{
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t at = 0; tuple != NULL && at < count; at++) {
        PyObject *number = PyFloat_FromDouble(numbers[at]);
        if (number == NULL)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, at, number);
    }
    return tuple;
}

/* A tuple of new references, which are taken over; NULL if one of them is. */
static PyObject *make_tuple(PyObject **items, Py_ssize_t count)
{
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t at = 0; at < count; at++) {
        if (tuple != NULL && items[at] != NULL) {
            PyTuple_SET_ITEM(tuple, at, items[at]);
        } else {
            Py_XDECREF(items[at]);
            Py_CLEAR(tuple);
        }
    }
    return tuple;
}

/* Adds an item, which is taken over, to a list; -1 with an error set if there is none, or no room. */
static int add_item(PyObject *list, PyObject *item)
{
    if (item == NULL)
        return -1;
    int result = PyList_Append(list, item);
    Py_DECREF(item);
    return result;
}

static PyObject *ready(PyObject *module, PyObject *address)
{
    (void)module;
    return Py_NewRef(address);
}

static PyObject *text_object(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    int index;
    void *page = read_handle(given, count, 2);
    if (page == NULL || read_number(given[1], &index) < 0)
        return NULL;
    return make_pointer(FPDFText_GetTextObject(page, index));
}

static PyObject *loose_sides(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    int index;
    void *page = read_handle(given, count, 2);
    if (page == NULL || read_number(given[1], &index) < 0)
        return NULL;
    Rect box = {0};
    FPDFText_GetLooseCharBox(page, index, &box);
    return make_floats((double[]){box.left, box.right}, 2);
}

static PyObject *measure_run(void *page, int first, int last)
{
    Matrix matrix = {0};
    Rect box = {0};
    double x = 0, y = 0;
    FPDFText_GetMatrix(page, first, &matrix);
    FPDFText_GetCharOrigin(page, first, &x, &y);
    FPDFText_GetLooseCharBox(page, last, &box);
    double size = FPDFText_GetFontSize(page, first);
    return make_floats((double[]){matrix.a, matrix.b, matrix.c, matrix.d, box.right, x, y, size}, 8);
}

static PyObject *measure_runs(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    void *page = read_handle(given, count, 3);
    if (page == NULL)
        return NULL;
    PyObject *firsts = PySequence_Fast(given[1], "numbers expected");
    PyObject *lasts = firsts == NULL ? NULL : PySequence_Fast(given[2], "numbers expected");
    PyObject *found = lasts == NULL ? NULL : PyList_New(0);
    if (found != NULL && PySequence_Fast_GET_SIZE(firsts) != PySequence_Fast_GET_SIZE(lasts)) {
        PyErr_SetString(PyExc_ValueError, "as many last characters as first ones expected");
        Py_CLEAR(found);
    }
    for (Py_ssize_t at = 0; found != NULL && at < PySequence_Fast_GET_SIZE(firsts); at++) {
        int first, last;
        if (read_number(PySequence_Fast_GET_ITEM(firsts, at), &first) < 0 ||
            read_number(PySequence_Fast_GET_ITEM(lasts, at), &last) < 0 ||
            add_item(found, measure_run(page, first, last)) < 0)
            Py_CLEAR(found);
    }
    Py_XDECREF(firsts);
    Py_XDECREF(lasts);
    return found;
}

static PyObject *find_looks(PyObject *module, PyObject *objects)
{
    (void)module;
    PyObject *handles = PySequence_Fast(objects, "handles expected");
    PyObject *found = handles == NULL ? NULL : PyList_New(0);
    for (Py_ssize_t at = 0; found != NULL && at < PySequence_Fast_GET_SIZE(handles); at++) {
        PyObject *given = PySequence_Fast_GET_ITEM(handles, at);
        void *object = read_handle(&given, 1, 1);
        if (object == NULL) {
            Py_CLEAR(found);
            break;
        }
        PyObject *look[] = {
            make_color(FPDFPageObj_GetFillColor, object),
            make_pointer(FPDFTextObj_GetFont(object)),
            PyLong_FromLong(FPDFTextObj_GetTextRenderMode(object)),
        };
        if (add_item(found, make_tuple(look, 3)) < 0)
            Py_CLEAR(found);
    }
    Py_XDECREF(handles);
    return found;
}

static PyObject *list_drawn(PyObject *const *given, Py_ssize_t count, int in_form)
{
    int most;
    void *holder = read_handle(given, count, 2);
    if (holder == NULL || read_number(given[1], &most) < 0)
        return NULL;
    int objects = in_form ? FPDFFormObj_CountObjects(holder) : FPDFPage_CountObjects(holder);
    PyObject *found = PyList_New(0);
    for (int index = 0; found != NULL && index < objects && index < most; index++) {
        void *object =
            in_form ? FPDFFormObj_GetObject(holder, (unsigned long)index) : FPDFPage_GetObject(holder, index);
        int kind = FPDFPageObj_GetType(object);
        if (kind == TEXT_OBJECT || object == NULL)
            continue;
        PyObject *pair[] = {make_pointer(object), PyLong_FromLong(kind)};
        if (add_item(found, make_tuple(pair, 2)) < 0)
            Py_CLEAR(found);
    }
    return found;
}

static PyObject *list_page_objects(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    return list_drawn(given, count, 0);
}

static PyObject *list_form_objects(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    return list_drawn(given, count, 1);
}

static PyObject *read_bounds(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    void *object = read_handle(given, count, 1);
    if (object == NULL)
        return NULL;
    float left = 0, bottom = 0, right = 0, top = 0;
    FPDFPageObj_GetBounds(object, &left, &bottom, &right, &top);
    return make_floats((double[]){left, bottom, right, top}, 4);
}

static PyObject *read_matrix(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    void *object = read_handle(given, count, 1);
    if (object == NULL)
        return NULL;
    Matrix matrix = {0};
    FPDFPageObj_GetMatrix(object, &matrix);
    return make_floats((double[]){matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f}, 6);
}

static PyObject *read_modes(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    void *path = read_handle(given, count, 1);
    if (path == NULL)
        return NULL;
    int fill = 0, stroke = 0;
    FPDFPath_GetDrawMode(path, &fill, &stroke);
    PyObject *modes[] = {PyBool_FromLong(fill), PyBool_FromLong(stroke), PyLong_FromLong(FPDFPath_CountSegments(path))};
    return make_tuple(modes, 3);
}

static PyObject *read_fill_color(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    void *object = read_handle(given, count, 1);
    return object == NULL ? NULL : make_color(FPDFPageObj_GetFillColor, object);
}

static PyObject *read_stroke(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    void *object = read_handle(given, count, 1);
    if (object == NULL)
        return NULL;
    float width = 0;
    FPDFPageObj_GetStrokeWidth(object, &width);
    PyObject *stroke[] = {make_color(FPDFPageObj_GetStrokeColor, object), PyFloat_FromDouble(width)};
    return make_tuple(stroke, 2);
}

static PyObject *list_segments(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    (void)module;
    int segments;
    void *path = read_handle(given, count, 2);
    if (path == NULL || read_number(given[1], &segments) < 0)
        return NULL;
    PyObject *found = PyList_New(0);
    for (int index = 0; found != NULL && index < segments; index++) {
        void *segment = FPDFPath_GetPathSegment(path, index);
        float x = 0, y = 0;
        FPDFPathSegment_GetPoint(segment, &x, &y);
        PyObject *parts[] = {
            PyLong_FromLong(FPDFPathSegment_GetType(segment)),
            PyFloat_FromDouble(x),
            PyFloat_FromDouble(y),
            PyBool_FromLong(FPDFPathSegment_GetClose(segment)),
        };
        if (add_item(found, make_tuple(parts, 4)) < 0)
            Py_CLEAR(found);
    }
    return found;
}

#define FAST(function) {#function, (PyCFunction)(void (*)(void))function, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {
    {"ready", ready, METH_O, NULL},
    {"find_looks", find_looks, METH_O, NULL},
    FAST(text_object),
    FAST(loose_sides),
    FAST(measure_runs),
    FAST(list_page_objects),
    FAST(list_form_objects),
    FAST(read_bounds),
    FAST(read_matrix),
    FAST(read_modes),
    FAST(read_fill_color),
    FAST(read_stroke),
    FAST(list_segments),
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{Py_mod_exec, bind_all}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "extractors.pdf_sweeps", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit_pdf_sweeps(void)
{
    return PyModuleDef_Init(&definition);
}
